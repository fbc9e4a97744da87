"""Closing a client with calls in flight: each of them ends with ClientStateError, and no further request is sent."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Self

from timeback._http.fork import register_fork_reset
from timeback.errors import ClientStateError
from timeback_runtime.lazy import lazy_module

if TYPE_CHECKING:
    import asyncio
    from types import TracebackType
else:
    asyncio = lazy_module("asyncio")


def closed_in_flight_error() -> ClientStateError:
    return ClientStateError(
        "the client was closed while this call was in flight; the server may have carried out a write"
    )


class ThreadShutdown:
    """Whether a synchronous client is closed, shared by its threads."""

    def __init__(self) -> None:
        self.closed = False
        self.after_fork()
        register_fork_reset(self)

    def after_fork(self) -> None:
        self._event = threading.Event()
        if self.closed:
            self._event.set()

    def close(self) -> None:
        """Wake all threads that wait between two attempts."""
        self.closed = True
        self._event.set()

    def sleep(self, seconds: float) -> None:
        """Wait, at most until the client is closed."""
        self._event.wait(seconds)

    def raise_if_closed(self) -> None:
        """End a call in flight if the client was closed.

        Raises:
            ClientStateError: it was.
        """
        if self.closed:
            raise closed_in_flight_error()


class TaskShutdown:
    """Whether an asynchronous client is closed, and its calls in flight. Shared by the tasks of its event loop."""

    def __init__(self) -> None:
        self.closed = False
        self.after_fork()
        register_fork_reset(self)

    def after_fork(self) -> None:
        self.calls: set[CallScope] = set()
        self._all_ended: asyncio.Future[None] | None = None

    async def close(self) -> None:
        """Cancel all calls, and return when they have ended."""
        self.closed = True
        for call in list(self.calls):
            call.cancel()
        if self.calls:
            self._all_ended = asyncio.get_running_loop().create_future()
            await self._all_ended

    def remove(self, call: CallScope) -> None:
        """Remove a call that has ended."""
        self.calls.discard(call)
        if self._all_ended is not None and not self.calls and not self._all_ended.done():
            self._all_ended.set_result(None)


class CallScope:
    """A context manager around one call of a task. Its task can be cancelled, which becomes a ClientStateError.

    It works as ``asyncio.timeout`` does: a cancellation by other code at the same time stays a cancellation.
    """

    __slots__ = ("_cancelled", "_cancelling", "_shutdown", "_task")

    def __init__(self, shutdown: TaskShutdown) -> None:
        self._shutdown = shutdown
        self._cancelled = False

    def cancel(self) -> None:
        self._cancelled = True
        self._task.cancel()

    def __enter__(self) -> Self:
        task = asyncio.current_task()
        assert task is not None
        self._task, self._cancelling = task, task.cancelling()
        self._shutdown.calls.add(self)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._shutdown.remove(self)
        if not self._cancelled or self._task.uncancel() > self._cancelling or kind is None:
            return
        if issubclass(kind, Exception | asyncio.CancelledError):
            raise closed_in_flight_error() from None
