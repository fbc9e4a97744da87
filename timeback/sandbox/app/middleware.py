"""What stands around the whole application: the log of requests, the faults, and the net for our own mistakes."""

from __future__ import annotations

import asyncio
import json
import logging
import threading
import time
import traceback
from collections import deque
from itertools import islice
from typing import Any
from urllib.parse import parse_qsl

import attrs
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from timeback.sandbox.app.auth import AuthorizationServer
from timeback.sandbox.app.h11_protocol import cut, end
from timeback.sandbox.errors import payload
from timeback.sandbox.faults import Fault, Faults
from timeback.sandbox.faults.quirks import rewrite_response, set_quirks

__all__ = [
    "FaultMiddleware",
    "RequestLog",
    "RequestLogMiddleware",
    "SandboxRequest",
    "ServerErrorMiddleware",
    "is_sandbox_path",
]

_OWN = ("/_sandbox/", "/docs/")
_KEY = "timeback.request"
_log = logging.getLogger("timeback.sandbox")
_KEPT = 100_000
_LARGEST = 64 * 1024 * 1024


@attrs.define(eq=False)
class SandboxRequest:
    """A request that arrived."""

    method: str
    path: str
    """As it was sent, without the query; still percent-encoded."""
    raw_query: str = attrs.field(repr=False)
    status: int | None = None
    """Status of the answer; None while there is none, or where the connection was cut instead."""
    fault: str | None = None
    """What was done to the request on purpose."""
    seconds: float | None = None
    """How long it took; None while it lasts."""

    @property
    def query(self) -> dict[str, str]:
        """The query's parameters, decoded; of a repeated one the last."""
        return dict(parse_qsl(self.raw_query, keep_blank_values=True))


def is_sandbox_path(path: str) -> bool:
    """Whether a path belongs to the sandbox's own pages and not to what it stands for."""
    return path in ("/", "/docs") or path.startswith(_OWN)


class RequestLog:
    """The latest requests, oldest first: 100,000, and paths and queries of 64 MB. No bodies and no headers are kept."""

    def __init__(self) -> None:
        self._requests: deque[SandboxRequest] = deque()
        self._size = 0
        self._lock = threading.Lock()

    def append(self, request: SandboxRequest) -> None:
        with self._lock:
            self._requests.append(request)
            self._size += _size(request)
            while len(self._requests) > _KEPT or self._size > _LARGEST:
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


class RequestLogMiddleware:
    """Writes the log of requests."""

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
        scope.setdefault("extensions", {})[_KEY] = request
        started = time.perf_counter()

        async def record(message: Message) -> None:
            if message["type"] == "http.response.start":
                request.status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, record)
        finally:
            request.seconds = time.perf_counter() - started


class FaultMiddleware:
    """Carries out what the rules decide."""

    def __init__(self, app: ASGIApp, faults: Faults, authority: AuthorizationServer, closing: asyncio.Event) -> None:
        self._app = app
        self._faults = faults
        self._authority = authority
        self._closing = closing

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or is_sandbox_path(scope["path"]):
            await self._app(scope, receive, send)
            return
        outcome = self._faults.decide(scope["method"], scope["path"], scope["raw_path"].decode("latin-1"))
        if outcome.taken:
            recorded: SandboxRequest = scope["extensions"][_KEY]
            recorded.fault = "; ".join(fault.summary for fault in outcome.taken)
            set_quirks(scope, outcome.manner)
        if outcome.revokes:
            self._authority.revoke()
        if outcome.latency and await self._is_closing_within(outcome.latency):
            await cut(scope, receive)
            return
        fault = outcome.fault
        if fault is None and not outcome.manner.reshapes:
            await self._app(scope, receive, send)
        elif fault is not None and fault.cut == "before":
            await cut(scope, receive)
        else:
            messages = await self._answer(fault, scope, receive)
            if not messages:
                return
            if outcome.manner.reshapes:
                messages = rewrite_response(messages, outcome.manner)
            if fault is not None and fault.cut == "after":
                await cut(scope, receive)
            elif fault is not None and fault.truncate:
                await _send_half(messages, scope, receive, send)
            else:
                for message in messages:
                    await send(message)

    async def _is_closing_within(self, seconds: float) -> bool:
        try:
            await asyncio.wait_for(self._closing.wait(), seconds)
        except TimeoutError:
            return False
        return True

    async def _answer(self, fault: Fault | None, scope: Scope, receive: Receive) -> list[Message]:
        if fault is not None and fault.answers:
            await _drain(receive)
            return _own_answer(fault)
        messages: list[Message] = []

        async def keep(message: Message) -> None:
            messages.append(message)

        await self._app(scope, receive, keep)
        return messages  # none where the client went away before it had sent its body


async def _drain(receive: Receive) -> None:
    while (await receive()).get("more_body", False):
        pass


def _own_answer(fault: Fault) -> list[Message]:
    status = fault.answer_status
    kind = "application/json"
    bare = status in (204, 304)
    if bare:
        content = b""
    elif isinstance(fault.body, bytes):
        content = fault.body
    elif isinstance(fault.body, str):
        content = fault.body.encode()
    elif fault.body is not None:
        content = json.dumps(fault.body).encode()
    elif fault.html:
        content = (
            f"<!DOCTYPE html><html><head><title>{status}</title></head><body><h1>{status}</h1></body></html>".encode()
        )
    else:
        content = json.dumps(payload(status, "A fault that this sandbox was told to show.")).encode()
    if fault.html:
        kind = "text/html; charset=utf-8"
    headers = [(b"content-type", kind.encode()), (b"content-length", str(len(content)).encode())]
    if bare:
        headers = []
    if fault.retry_after is not None:
        after = fault.retry_after
        text = after if isinstance(after, str) else str(int(after)) if after == int(after) else str(after)
        headers.append((b"retry-after", text.encode()))
    return [
        {"type": "http.response.start", "status": status, "headers": headers},
        {"type": "http.response.body", "body": content},
    ]


async def _send_half(messages: list[Message], scope: Scope, receive: Receive, send: Send) -> None:
    content = b"".join(message.get("body", b"") for message in messages[1:])
    if not content:
        await cut(scope, receive)
        return
    headers = [(name, value) for name, value in messages[0]["headers"] if name.lower() != b"content-length"]
    headers.append((b"content-length", str(len(content)).encode()))
    await send({**messages[0], "headers": headers})
    await send({"type": "http.response.body", "body": content[: len(content) // 2], "more_body": True})
    await end(scope, receive)


class ServerErrorMiddleware:
    """Answers 500 where the sandbox itself fails, and logs where, without what was in hand.

    A client that goes away is no failure of the sandbox, nor is a request that its end breaks off.
    """

    def __init__(self, app: ASGIApp, closing: asyncio.Event) -> None:
        self._app = app
        self._closing = closing

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def watch(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, receive, watch)
        except ClientDisconnect:
            _log.debug("the client went away during %s", scope.get("method"))
            await cut(scope, receive)
        except asyncio.CancelledError:
            if not self._closing.is_set():
                raise
            await cut(scope, receive)
        except Exception as error:  # noqa: BLE001 - whatever it is, its text may hold personal data
            _log.error("%s in %s", type(error).__name__, _places(error))
            if started:
                await cut(scope, receive)
                return
            content = json.dumps(payload(500, f"The sandbox failed ({type(error).__name__}).")).encode()
            headers: list[Any] = [
                (b"content-type", b"application/json"),
                (b"content-length", str(len(content)).encode()),
            ]
            await send({"type": "http.response.start", "status": 500, "headers": headers})
            await send({"type": "http.response.body", "body": content})


def _places(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)[-5:]
    return " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames))
