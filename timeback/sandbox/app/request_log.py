"""The log of the requests that arrived, as `Sandbox.requests` returns it, and the middleware that writes it."""

from __future__ import annotations

import threading
import time
from collections import deque
from itertools import islice
from typing import Final
from urllib.parse import parse_qsl

import attrs
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from timeback.sandbox.app.routing import is_sandbox_path

__all__ = ["RequestLog", "RequestLogMiddleware", "SandboxRequest", "logged_request"]

_SCOPE_KEY: Final = "timeback.request"
_MAX_REQUESTS: Final = 100_000
_MAX_BYTES: Final = 64 * 1024 * 1024


@attrs.define(eq=False)
class SandboxRequest:
    """A request that arrived."""

    method: str
    path: str
    """The path as sent, percent-encoded and without the query."""
    raw_query: str = attrs.field(repr=False)
    status: int | None = None
    """Status of the response; None before there is one, or if the connection was cut instead."""
    fault: str | None = None
    """The faults that were applied to the request."""
    seconds: float | None = None
    """Duration of the request; None while it is in progress."""

    @property
    def query(self) -> dict[str, str]:
        """The decoded query parameters; the last value of a repeated parameter."""
        return dict(parse_qsl(self.raw_query, keep_blank_values=True))


class RequestLog:
    """The latest requests, oldest first. Bodies and headers are not stored.

    It holds at most 100,000 requests, and at most 64 MB of paths and queries.
    """

    def __init__(self) -> None:
        self._requests: deque[SandboxRequest] = deque()
        self._size = 0
        self._lock = threading.Lock()

    def append(self, request: SandboxRequest) -> None:
        with self._lock:
            self._requests.append(request)
            self._size += _size(request)
            while len(self._requests) > _MAX_REQUESTS or self._size > _MAX_BYTES:
                self._size -= _size(self._requests.popleft())

    def all(self) -> list[SandboxRequest]:
        with self._lock:
            return list(self._requests)

    def latest(self, count: int) -> list[SandboxRequest]:
        """The latest requests, newest first."""
        with self._lock:
            return list(islice(reversed(self._requests), count))

    def clear(self) -> None:
        with self._lock:
            self._requests.clear()
            self._size = 0


def _size(request: SandboxRequest) -> int:
    return len(request.path) + len(request.raw_query)


def logged_request(scope: Scope) -> SandboxRequest:
    """The log entry of the request that is being handled."""
    request: SandboxRequest = scope["extensions"][_SCOPE_KEY]
    return request


class RequestLogMiddleware:
    """Logs each request, its status and its duration."""

    def __init__(self, app: ASGIApp, log: RequestLog) -> None:
        self._app = app
        self._log = log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or is_sandbox_path(scope["path"]):
            await self._app(scope, receive, send)
            return
        request = SandboxRequest(
            scope["method"], scope["raw_path"].decode("latin-1"), scope["query_string"].decode("latin-1")
        )
        self._log.append(request)
        scope.setdefault("extensions", {})[_SCOPE_KEY] = request
        started = time.perf_counter()

        async def record(message: Message) -> None:
            if message["type"] == "http.response.start":
                request.status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, record)
        finally:
            request.seconds = time.perf_counter() - started
