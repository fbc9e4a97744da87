"""The event loop of a synchronous client, in a daemon thread. Batches of requests run there as tasks.

Threads that send requests concurrently compete for the interpreter lock. Where the network takes little time, that
takes longer than the same requests one after the other.
"""

from __future__ import annotations

import asyncio
import copy
import threading
import weakref
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any, Generic, Protocol, TypeVar

from timeback._http.fork import register_fork_reset


class _Session(Protocol):
    """What the loop needs of a session."""

    @property
    def connection_closer(self) -> Callable[[], Coroutine[Any, Any, None]]: ...

    async def aclose(self) -> None: ...


S = TypeVar("S", bound=_Session)

CLOSE_TIMEOUT = 1.0
"""Seconds that closing waits for the thread, which may be in a call that cannot be cancelled."""

# The loops of a parent process. In a forked child their sockets are not to be touched, not even by their finalizers.
_inherited: list[_Thread[Any]] = []


class BackgroundLoop(Generic[S]):
    """The loop starts with the first batch, keeps its connections for later ones, and ends with the client."""

    def __init__(self, open_session: Callable[[], S]) -> None:
        """Start nothing yet.

        Args:
            open_session: opens a session with the settings, the token and the rate limit of the client. It is called in
                the thread of the loop.
        """
        self._open_session = open_session
        self._closed = False
        self._thread: _Thread[S] | None = None
        self._reset()
        register_fork_reset(self)

    def _reset(self) -> None:
        self._lock = threading.Lock()
        self._users = 0

    def after_fork(self) -> None:
        """Start a new loop with the next batch of a forked process: the thread is the parent's."""
        if self._thread is not None:
            self._thread.finalizer.detach()
            _inherited.append(self._thread)
            self._thread = None
        self._reset()

    @contextmanager
    def running(self) -> Iterator[tuple[asyncio.AbstractEventLoop, S] | None]:
        """Keep the loop running during the block; start it if needed.

        The block gets the loop and a session for it, or None if batches must run in threads: the client is closed, no
        thread can be started, or the caller is in the loop itself.
        """
        thread = self._enter()
        if thread is None:
            yield None
            return
        try:
            yield thread.loop, copy.copy(thread.session)
        finally:
            with self._lock:
                self._users -= 1
                is_last = self._closed and self._users == 0
            if is_last:
                thread.finalizer()

    def _enter(self) -> _Thread[S] | None:
        with self._lock:
            if self._closed or (self._thread is not None and self._thread.is_current):
                return None
            if self._thread is None:
                try:
                    self._thread = _Thread(self, self._open_session)
                except RuntimeError:
                    # At interpreter exit no thread can be started.
                    return None
            self._users += 1
            return self._thread

    def close(self) -> None:
        """End the calls in the loop with ClientStateError, and close their connections.

        The loop itself ends when no batch uses it, since each of them reports the objects that were not sent.
        """
        with self._lock:
            self._closed = True
            thread, is_idle = self._thread, self._users == 0
        if thread is not None:
            thread.close_session()
            if is_idle:
                thread.finalizer()


class _Thread(Generic[S]):
    """A running loop, its session and its thread. The thread has no reference to the session or to this object."""

    def __init__(self, owner: object, open_session: Callable[[], S]) -> None:
        """Start the thread.

        Args:
            owner: the loop ends when this object is garbage collected, or at interpreter exit.

        Raises:
            RuntimeError: no thread can be started.
        """
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=_run, args=(self.loop,), name="timeback-loop", daemon=True)
        try:
            self._thread.start()
        except RuntimeError:
            self.loop.close()
            raise
        try:
            self.session = asyncio.run_coroutine_threadsafe(_call(open_session), self.loop).result()
        except BaseException:
            self.loop.call_soon_threadsafe(self.loop.stop)
            raise
        self.finalizer = weakref.finalize(owner, _stop, self.loop, self._thread, self.session.connection_closer)

    @property
    def is_current(self) -> bool:
        """Whether the caller runs in the loop."""
        return threading.current_thread() is self._thread

    def close_session(self) -> None:
        """Close the session, and wait a little until its calls have ended."""
        closing = asyncio.run_coroutine_threadsafe(self.session.aclose(), self.loop)
        if not self.is_current:
            try:
                closing.result(CLOSE_TIMEOUT)
            except TimeoutError:
                pass


async def _call(open_session: Callable[[], S]) -> S:
    return open_session()


def _run(loop: asyncio.AbstractEventLoop) -> None:
    try:
        loop.run_forever()
        loop.run_until_complete(loop.shutdown_default_executor())
    finally:
        loop.close()


def _stop(
    loop: asyncio.AbstractEventLoop,
    thread: threading.Thread,
    close_connections: Callable[[], Coroutine[Any, Any, None]],
) -> None:
    def stop() -> None:
        loop.create_task(close_connections()).add_done_callback(lambda _: loop.stop())

    if thread.is_alive():
        loop.call_soon_threadsafe(stop)
        if thread is not threading.current_thread():
            thread.join(CLOSE_TIMEOUT)
