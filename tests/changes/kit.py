"""Runs of a feed with either client, over HTTP, and a transport that makes the server differ from the sandbox."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import httpx
from attrs import define, field

from timeback.sandbox import Sandbox

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def user(sourced_id: str, changed: datetime = LONG_AGO, **properties: Any) -> dict[str, Any]:
    return {
        "sourcedId": sourced_id,
        "status": "active",
        "dateLastModified": f"{changed.astimezone(UTC).isoformat(timespec='milliseconds')[:-6]}Z",
        "enabledUser": True,
        "givenName": "A",
        "familyName": "B",
        "username": sourced_id,
        "roles": [],
        **properties,
    }


def store(box: Sandbox, *ids: str, changed: datetime = LONG_AGO, **properties: Any) -> None:
    box.store.load("users", [user(identity, changed, **properties) for identity in ids])


def remove(box: Sandbox, *ids: str) -> None:
    for identity in ids:
        assert box.store.remove("users", identity)


@define
class Server:
    """What the server does differently. ``request`` may answer in its place or change the URL.

    date: the time in the ``Date`` header: a time, None for no header, or ``real``
    """

    date: Any = "real"
    request: Callable[[httpx.Request], httpx.Response | httpx.Request] | None = None
    page: Callable[[httpx.Request], object] | None = None
    queries: list[dict[str, str]] = field(factory=list)

    def before(self, request: httpx.Request) -> httpx.Request | httpx.Response:
        if "/ims/" not in request.url.path:
            return request
        self.queries.append(dict(request.url.params))
        if self.page is not None:
            self.page(request)
        return request if self.request is None else self.request(request)

    def after(self, response: httpx.Response) -> httpx.Response:
        if self.date != "real":
            with contextlib.suppress(KeyError):
                del response.headers["date"]
            if self.date is not None:
                response.headers["date"] = format_datetime(self.date, usegmt=True)
        return response

    def sync_transport(self) -> httpx.BaseTransport:
        return _Sync(self)

    def async_transport(self) -> httpx.AsyncBaseTransport:
        return _Async(self)


class _Sync(httpx.BaseTransport):
    def __init__(self, server: Server) -> None:
        self._server, self._inner = server, httpx.HTTPTransport(verify=False)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        sent = self._server.before(request)
        return self._server.after(sent if isinstance(sent, httpx.Response) else self._inner.handle_request(sent))

    def close(self) -> None:
        self._inner.close()


class _Async(httpx.AsyncBaseTransport):
    def __init__(self, server: Server) -> None:
        self._server, self._inner = server, httpx.AsyncHTTPTransport(verify=False)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        sent = self._server.before(request)
        if isinstance(sent, httpx.Response):
            return self._server.after(sent)
        return self._server.after(await self._inner.handle_async_request(sent))

    async def aclose(self) -> None:
        await self._inner.aclose()


def changed_url(request: httpx.Request, **parameters: str | None) -> httpx.Request:
    """Return the request with other query parameters; None removes one."""
    query = {name: text for name, text in request.url.params.items() if name not in parameters}
    query |= {name: text for name, text in parameters.items() if text is not None}
    url = request.url.copy_with(params=query)
    return httpx.Request(request.method, url, headers=request.headers, extensions=request.extensions)


def without_filter(request: httpx.Request) -> httpx.Request:
    return changed_url(request, filter=None)


@define
class Outcome:
    """What a run returned."""

    ids: list[str]
    objects: list[Any]
    since: datetime | None
    state: dict[str, Any] | None
    gone: list[str]


class Feeds:
    """Runs of the feed of users with one of the clients.

    commit: whether the run is committed
    vanished: False, True, or the known ids
    sink: called with each object
    """

    def __init__(self, box: Sandbox, kind: str) -> None:
        self.box, self.kind = box, kind

    def run(
        self,
        checkpoint: Path | None = None,
        *,
        server: Server | None = None,
        commit: bool | None = None,
        vanished: bool | Iterable[str] = False,
        sink: Callable[[Any], object] = lambda item: None,
        collection: str = "users",
        settings: dict[str, Any] | None = None,
        **arguments: Any,
    ) -> Outcome:
        server = server or Server()
        is_committed = checkpoint is not None if commit is None else commit
        known = None if vanished is False else () if vanished is True else (vanished,)
        options = {"max_retries": 0, **(settings or {})}
        if self.kind == "async":
            return asyncio.run(self._run(checkpoint, server, collection, arguments, options, known, is_committed, sink))
        with (
            self.box.client(transport=server.sync_transport(), **options) as client,
            getattr(client.rostering, collection).changes(checkpoint, **arguments) as feed,
        ):
            objects = []
            for item in feed:
                sink(item)
                objects.append(item)
            since, state = feed.since, feed.state()
            gone = [] if known is None else list(feed.vanished(*known))
            if is_committed:
                feed.commit()
        return Outcome([item.sourced_id for item in objects], objects, since, state, gone)

    async def _run(
        self,
        checkpoint: Path | None,
        server: Server,
        collection: str,
        arguments: dict[str, Any],
        options: dict[str, Any],
        known: tuple[Any, ...] | None,
        is_committed: bool,
        sink: Callable[[Any], object],
    ) -> Outcome:
        async with (
            self.box.async_client(transport=server.async_transport(), **options) as client,
            getattr(client.rostering, collection).changes(checkpoint, **arguments) as feed,
        ):
            objects = []
            async for item in feed:
                sink(item)
                objects.append(item)
            since, state = feed.since, feed.state()
            gone = [] if known is None else [identity async for identity in feed.vanished(*known)]
            if is_committed:
                await feed.commit()
        return Outcome([item.sourced_id for item in objects], objects, since, state, gone)


def seconds_ago(seconds: float) -> datetime:
    return datetime.now(UTC) - timedelta(seconds=seconds)
