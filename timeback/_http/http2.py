"""HTTP/2: a transport whose requests share one connection, safe to use with cancellation."""

from __future__ import annotations

import copy
import threading
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, TypeVar

import httpx

from timeback._http.pool import abort
from timeback._http.threads import to_thread_until_done
from timeback_runtime.lazy import lazy_module

if TYPE_CHECKING:
    import asyncio

    from timeback._http.download import DownloadTarget
else:
    asyncio = lazy_module("asyncio")

T = TypeVar("T")

# Exchanges of one connection whose callers were cancelled: how many may continue, and for how many seconds.
MAX_ORPHANED = 32
MAX_ORPHANED_SECONDS = 5.0


class MultiplexedTransport(httpx.AsyncBaseTransport):
    """A transport whose requests share one connection, safe to use with cancellation.

    The cancellation of a request damages the state that httpcore keeps for the whole connection, such as its count of
    streams, and requests of others fail. So each exchange runs in a task of its own, which the cancellation of its
    caller does not reach: it continues to its end as an orphan. Others use the connection meanwhile. The connection is
    dropped when it has too many orphans, or an orphan takes too long.

    The first exchange connects, which takes many turns of the event loop; the others wait until it is about to send.
    A request whose caller is cancelled before that is never sent, and the next one uses the connection.
    """

    def __init__(self, transport: httpx.AsyncBaseTransport) -> None:
        self._transport = transport
        self._exchanges: set[asyncio.Task[Any]] = set()
        # The orphans, each with the time at which its caller was cancelled.
        self._orphaned: dict[asyncio.Task[Any], float] = {}
        self._connected = False
        self._connecting: asyncio.Event | None = None

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return await self._transport.handle_async_request(request)

    async def run(
        self,
        request: httpx.Request,
        exchange: Callable[[DetachableTarget | None], Coroutine[Any, Any, T]],
        target: DownloadTarget | None,
        on_orphan_failure: Callable[[], None],
    ) -> T:
        """Run an exchange in a task of its own.

        Args:
            exchange: sends the request; its argument is the target to write the body to.
            target: where the body is written; nothing is written there after the caller was cancelled.
            on_orphan_failure: called if the exchange fails after its caller was cancelled.
        """
        while self._connecting is not None:
            await self._connecting.wait()
        body = None if target is None else DetachableTarget(target)
        task = asyncio.create_task(exchange(body))
        self._exchanges.add(task)
        task.add_done_callback(self._exchanges.discard)
        if not self._connected:
            self._watch_connecting(request, task)
        try:
            return await asyncio.shield(task)
        except httpx.TransportError as error:
            copied = _copy_shared_error(error)
        except BaseException:
            if not task.done():
                self._orphan(task, on_orphan_failure)
            if body is not None:
                await body.detach()
            raise
        # Outside of the except block: there Python would make the shared error its context.
        raise copied

    def _watch_connecting(self, request: httpx.Request, task: asyncio.Task[Any]) -> None:
        self._connecting = connecting = asyncio.Event()

        def stop_waiting(_: object) -> None:
            # If it failed, the next exchange that waits connects.
            if not connecting.is_set():
                connecting.set()
                self._connecting = None

        async def trace(event: str, info: dict[str, Any]) -> None:
            if event.endswith(".send_request_headers.started") and info["request"].method != b"CONNECT":
                self._connected = True
                stop_waiting(None)
                if task in self._orphaned:
                    raise CallerCancelled

        task.add_done_callback(stop_waiting)
        request.extensions["trace"] = trace

    def _orphan(self, task: asyncio.Task[Any], on_failure: Callable[[], None]) -> None:
        now = asyncio.get_running_loop().time()

        def finish(task: asyncio.Task[Any]) -> None:
            self._orphaned.pop(task, None)
            # exception() also marks the exception as retrieved.
            if task.cancelled() or not isinstance(task.exception(), CallerCancelled | None):
                on_failure()

        self._orphaned[task] = now
        task.add_done_callback(finish)
        oldest = next(iter(self._orphaned.values()))
        if len(self._orphaned) > MAX_ORPHANED or now - oldest > MAX_ORPHANED_SECONDS:
            on_failure()
            self.abort()

    def abort(self) -> None:
        """Cancel all exchanges, and drop the connection."""
        for task in self._exchanges:
            task.cancel()
        abort(self._transport)

    async def wait_idle(self) -> None:
        """Wait until no exchange is in progress."""
        while self._exchanges:
            await asyncio.wait(self._exchanges)

    async def aclose(self) -> None:
        await self.wait_idle()
        await self._transport.aclose()


def _copy_shared_error(error: httpx.TransportError) -> httpx.TransportError:
    """Copy an error that httpcore raises as one object in all requests of a connection.

    Its traceback grows with each of them, and refers to the frames of tasks that have handled it and are still running.
    """
    if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout | httpx.ProxyError):
        return error
    copied = copy.copy(error)
    copied.__cause__ = copied.__context__ = copied.__traceback__ = None
    return copied


class CallerCancelled(Exception):
    """The caller of a request was cancelled before the request was sent."""


class DetachableTarget:
    """The download target of an exchange that may outlive its caller."""

    def __init__(self, target: DownloadTarget) -> None:
        self._target: DownloadTarget | None = target
        self._lock = threading.Lock()

    def start_body(self) -> None:
        """Start a body, as ``DownloadTarget`` does."""
        with self._lock:
            if self._target is not None:
                self._target.start_body()

    def write(self, piece: bytes) -> None:
        """Write the next piece of the body."""
        with self._lock:
            if self._target is not None:
                self._target.write(piece)

    async def detach(self) -> None:
        """Stop writing to the target. Waits for a write that another thread has begun."""
        await to_thread_until_done(self._detach)

    def _detach(self) -> None:
        with self._lock:
            self._target = None
