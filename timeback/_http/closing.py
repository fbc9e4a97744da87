"""Closing a client while calls are in flight: each of them ends with ClientStateError, and none is sent again."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, Self

from timeback._http.fork import register_fork_reset
from timeback.errors import ClientStateError

if TYPE_CHECKING:
    from types import TracebackType


def closed_in_flight() -> ClientStateError:
    return ClientStateError(
        "the client was closed while this call was in flight; a write may have been carried out by the server"
    )


class ThreadClosing:
    """The state of a synchronous client, shared by its threads."""

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
        """Wait, or until the client is closed."""
        self._event.wait(seconds)


class TaskClosing:
    """The state of an asynchronous client, shared by the tasks of its event loop."""

    def __init__(self) -> None:
        self.closed = False
        self.after_fork()
        register_fork_reset(self)

    def after_fork(self) -> None:
        self.calls: set[CallScope] = set()
        self._drained: asyncio.Future[None] | None = None

    async def close(self) -> None:
        """End all calls, and return once they have ended."""
        self.closed = True
        for call in list(self.calls):
            call.cancel()
        if self.calls:
            self._drained = asyncio.get_running_loop().create_future()
            await self._drained

    def ended(self, call: CallScope) -> None:
        self.calls.discard(call)
        if self._drained is not None and not self.calls and not self._drained.done():
            self._drained.set_result(None)


class CallScope:
    """One call of a task. Works as ``asyncio.timeout``: the task is cancelled, and the cancellation becomes an error.

    A cancellation by someone else at the same time stays one.
    """

    __slots__ = ("_cancelling", "_closing", "_ended", "_task")

    def __init__(self, closing: TaskClosing) -> None:
        self._closing = closing
        self._ended = False

    def cancel(self) -> None:
        self._ended = True
        self._task.cancel()

    def __enter__(self) -> Self:
        task = asyncio.current_task()
        assert task is not None
        self._task, self._cancelling = task, task.cancelling()
        self._closing.calls.add(self)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.ended(self)
        if not self._ended or self._task.uncancel() > self._cancelling or kind is None:
            return
        if issubclass(kind, Exception | asyncio.CancelledError):
            raise closed_in_flight() from None
