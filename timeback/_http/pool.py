"""A pool of transports of httpx, each with a few connections, and the rule for what comes back to it.

A transport goes back into the pool only after an exchange that ended normally. After anything else, a cancellation
above all, it is retired: httpcore keeps connections without an owner when a request is cancelled at the wrong moment,
and a transport in which all connections are like that would fail every later request.
"""

from __future__ import annotations

import asyncio
import copy
import threading
import warnings
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import httpx

from timeback.errors import ClientStateError

if TYPE_CHECKING:
    from timeback._http.download import DownloadTarget

P = TypeVar("P", httpx.BaseTransport, httpx.AsyncBaseTransport)
T = TypeVar("T")

# Exchanges of one connection whose callers were cancelled: how many may go on, and for how many seconds.
MOST_LEFT = 32
LONGEST_LEFT = 5.0

CLOSED = "the client is closed: make a new one, or call inside its with block"


class TransportPool(Generic[P]):
    """Transports for at most ``width`` requests at a time each; the one used last is used first.

    ``take`` and ``give`` hold no lock: they are single operations on a list.
    """

    def __init__(self, open_one: Callable[[], P], width: int, close_one: Callable[[P], object]) -> None:
        """Open the first transport, so that a bad proxy or a missing extra is reported when the client is created.

        Args:
            open_one: opens a transport.
            width: how many requests may use one transport at a time.
            close_one: closes a retired transport, which has no user left; it may be called in any thread.
        """
        self._open_one: Callable[[], P] = open_one
        self._close_one: Callable[[P], object] = close_one
        self._width = width
        self._closed = False
        self._begin()
        self.give(self._grow())

    def _begin(self) -> None:
        self._lock = threading.Lock()
        self._opened: list[P] = []
        # One entry for each request that a transport still has room for.
        self._free: list[P] = []
        # How many entries of a retired transport are still with its users.
        self._retired: dict[P, int] = {}

    def take(self) -> P:
        """A transport that has room for a request.

        Raises:
            ClientStateError: the pool is closed.
        """
        while True:
            try:
                transport = self._free.pop()
            except IndexError:
                return self._grow()
            if not self._retired or not self._drop(transport):
                return transport

    def give(self, transport: P) -> None:
        """Return a transport after a normal end of an exchange."""
        if not self._retired or not self._drop(transport):
            self._free.append(transport)

    def retire(self, transport: P) -> None:
        """Return a transport after any other end: no later request gets it, and its last user's return closes it."""
        self.condemn(transport)
        self._drop(transport)

    def condemn(self, transport: P) -> None:
        """Hand out a transport no more; those who use it return it."""
        with self._lock:
            if transport not in self._opened:
                return
            self._retired.setdefault(transport, self._width)
        self._drop_free(transport)

    def close(self) -> list[P]:
        """Close the idle transports; drop the connections of the others, which their users' return then closes.

        The pool hands out nothing more. Returns the transports that were open.
        """
        with self._lock:
            self._closed = True
            for transport in self._opened:
                self._retired.setdefault(transport, self._width)
            opened = list(self._opened)
        for transport in opened:
            abort(transport)
            self._drop_free(transport)
        return opened

    def abandon(self) -> None:
        """Forget all transports without closing them; in a forked child they are the parent's."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)
            self._begin()

    def _drop_free(self, transport: P) -> None:
        while True:
            try:
                self._free.remove(transport)
            except ValueError:
                return
            self._drop(transport)

    def _drop(self, transport: P) -> bool:
        """Take one entry of a retired transport out of use. Returns False where the transport is not retired."""
        with self._lock:
            if transport not in self._retired:
                return False
            left = self._retired[transport] = self._retired[transport] - 1
            if left:
                return True
            del self._retired[transport]
            self._opened.remove(transport)
        self._close_one(transport)
        return True

    def _grow(self) -> P:
        # The lock is held throughout: a pool that is being closed must see the new transport, or refuse it.
        with self._lock:
            if self._closed:
                raise ClientStateError(CLOSED)
            transport = self._open_one()
            self._opened.append(transport)
        # One entry is for the caller: another thread must not take it away.
        self._free += [transport] * (self._width - 1)
        return transport


class MultiplexedTransport(httpx.AsyncBaseTransport):
    """A transport whose requests share one connection (HTTP/2), safe to use with cancellation.

    The cancellation of a request damages what httpcore keeps for the whole connection, such as its count of streams,
    and requests of others fail. So each exchange runs in a task of its own, which the cancellation of its caller does
    not reach: it goes on to its end. Others use the connection meanwhile. It is dropped when exchanges that nobody
    waits for are too many, or last too long.

    The first exchange connects, which takes many turns of the event loop; the others wait until it is about to send.
    A request whose caller is cancelled before that is never sent, and the connection is used by the next one.
    """

    def __init__(self, transport: httpx.AsyncBaseTransport) -> None:
        self._transport = transport
        self._exchanges: set[asyncio.Task[Any]] = set()
        # When the callers of exchanges that go on have left.
        self._left: dict[asyncio.Task[Any], float] = {}
        self._connected = False
        self._connecting: asyncio.Event | None = None

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return await self._transport.handle_async_request(request)

    async def run(
        self,
        request: httpx.Request,
        exchange: Callable[[BodySink | None], Coroutine[Any, Any, T]],
        sink: DownloadTarget | None,
        failed: Callable[[], None],
    ) -> T:
        """Run an exchange in a task of its own.

        Args:
            exchange: sends the request; it is given the sink to write to.
            sink: where the body goes; nothing is written there once the caller was cancelled.
            failed: called when an exchange fails after its caller was cancelled.
        """
        while self._connecting is not None:
            await self._connecting.wait()
        body = None if sink is None else BodySink(sink)
        task = asyncio.create_task(exchange(body))
        self._exchanges.add(task)
        task.add_done_callback(self._exchanges.discard)
        if not self._connected:
            self._watch_connecting(request, task)
        try:
            return await asyncio.shield(task)
        except httpx.TransportError as error:
            fresh = _unshared(error)
        except BaseException:
            if not task.done():
                self._leave(task, failed)
            if body is not None:
                await body.detach()
            raise
        # Outside of the block that caught it: there Python would make the shared error its context.
        raise fresh

    def _watch_connecting(self, request: httpx.Request, task: asyncio.Task[Any]) -> None:
        self._connecting = connecting = asyncio.Event()

        def ended(_: object) -> None:
            # Where it failed, the next one that waits connects.
            if not connecting.is_set():
                connecting.set()
                self._connecting = None

        async def trace(event: str, info: dict[str, Any]) -> None:
            if event.endswith(".send_request_headers.started") and info["request"].method != b"CONNECT":
                self._connected = True
                ended(None)
                if task in self._left:
                    raise Unwanted

        task.add_done_callback(ended)
        request.extensions["trace"] = trace

    def _leave(self, task: asyncio.Task[Any], failed: Callable[[], None]) -> None:
        now = asyncio.get_running_loop().time()

        def ended(task: asyncio.Task[Any]) -> None:
            self._left.pop(task, None)
            # Asking for the exception marks it as retrieved.
            if task.cancelled() or not isinstance(task.exception(), Unwanted | None):
                failed()

        self._left[task] = now
        task.add_done_callback(ended)
        if len(self._left) > MOST_LEFT or now - next(iter(self._left.values())) > LONGEST_LEFT:
            failed()
            self.abort()

    def abort(self) -> None:
        """Cancel all exchanges, and drop the connection."""
        for task in self._exchanges:
            task.cancel()
        abort(self._transport)

    async def drained(self) -> None:
        """Wait until no exchange is under way."""
        while self._exchanges:
            await asyncio.wait(self._exchanges)

    async def aclose(self) -> None:
        await self.drained()
        await self._transport.aclose()


def _unshared(error: httpx.TransportError) -> httpx.TransportError:
    """The error anew, where httpcore raises one object in all requests of a connection.

    Its traceback grows with each of them, and refers to the frames of tasks that have handled it and go on.
    """
    if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout | httpx.ProxyError):
        return error
    fresh = copy.copy(error)
    fresh.__cause__ = fresh.__context__ = fresh.__traceback__ = None
    return fresh


class Unwanted(Exception):
    """The caller of a request was cancelled before it was sent."""


class BodySink:
    """The sink of an exchange that may outlive its caller."""

    def __init__(self, sink: DownloadTarget) -> None:
        self._sink: DownloadTarget | None = sink
        self._lock = threading.Lock()

    def begin(self) -> None:
        """A body begins."""
        with self._lock:
            if self._sink is not None:
                self._sink.begin()

    def write(self, piece: bytes) -> None:
        """The next piece of it."""
        with self._lock:
            if self._sink is not None:
                self._sink.write(piece)

    async def detach(self) -> None:
        """Write nothing more. A write that has begun in another thread is waited for."""
        await to_thread_until_done(self._detach)

    def _detach(self) -> None:
        with self._lock:
            self._sink = None


async def to_thread_until_done(function: Callable[..., T], *arguments: Any) -> T:
    """Run a function in a thread; a cancellation is delivered once the function has returned.

    ``asyncio.to_thread`` leaves the thread running: it would still write to a file that the caller has closed.
    """
    future = asyncio.get_running_loop().run_in_executor(None, function, *arguments)
    cancelled: asyncio.CancelledError | None = None
    while not future.done():
        try:
            await asyncio.wait([future])
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled is not None:
        future.exception()
        raise cancelled
    return future.result()


def abort(transport: Any) -> None:
    """Drop all connections of a transport at once, where it can."""
    if (drop := getattr(transport, "abort", None)) is not None:
        drop()
