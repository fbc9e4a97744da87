"""Running the engine from code that is not async, a notebook's included."""

from __future__ import annotations

import asyncio
import contextvars
import functools
import signal
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from typing import Any, ParamSpec, TypeVar

from timeback_runtime.frames import clears_locals

P = ParamSpec("P")
T = TypeVar("T")
Q = TypeVar("Q")


def run(main: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """What ``main`` gives. Where a loop runs already, it runs in a loop and a thread of its own.

    Raises:
        SystemExit: the process was told to end (SIGTERM, or SIGHUP where a terminal was closed); raised once ``main``
            has come to its end.
    """
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return _run_here(main)
    return _run_aside(main)


class Interrupted(Exception):
    """Carries a KeyboardInterrupt or the like out of a task.

    Raised in a task as it is, it would leave the event loop at once, and the other tasks could not end in order.
    """

    def __init__(self, error: BaseException) -> None:
        super().__init__()
        self.error = error


def heard(progress: Callable[[Q], object] | None) -> Callable[[Q], object] | None:
    """A callback for tasks: what it raises that is no ``Exception`` comes as ``Interrupted``."""
    if progress is None:
        return None

    def tell(state: Q) -> None:
        try:
            progress(state)
        except (Exception, asyncio.CancelledError):
            raise
        except BaseException as error:  # noqa: BLE001 - it is carried on
            raise Interrupted(error) from None

    return tell


def delivers_interrupts(function: Callable[P, Coroutine[Any, Any, T]]) -> Callable[P, Coroutine[Any, Any, T]]:
    """A coroutine function whose tasks raise ``Interrupted``, and which raises what that carries."""

    @functools.wraps(function)
    async def method(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return await function(*args, **kwargs)
        except Interrupted as carried:
            error = carried.error
        raise error

    return method


def blocking(function: Callable[P, Coroutine[Any, Any, T]]) -> Callable[P, T]:
    """The same function for code that is not async: one signature, one docstring, two ways to call it."""

    @functools.wraps(function)
    @clears_locals
    def method(*args: P.args, **kwargs: P.kwargs) -> T:
        return run(lambda: function(*args, **kwargs))

    method.__name__ = function.__name__.removesuffix("_async")
    method.__qualname__ = method.__name__
    return method


# Windows has no SIGHUP.
_ENDING = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))


def _run_here(main: Callable[[], Coroutine[Any, Any, T]]) -> T:
    terminated: int | None = None

    async def watched() -> T:
        loop, task = asyncio.get_running_loop(), asyncio.current_task()
        assert task is not None

        def stop(number: int, frame: object) -> None:
            nonlocal terminated
            terminated = number
            loop.call_soon_threadsafe(task.cancel)

        # As asyncio does for an interrupt: all comes to an orderly end. Whoever has a handler of their own keeps it.
        # So does nohup, which has SIGHUP ignored.
        main_thread = threading.current_thread() is threading.main_thread()
        mine = [number for number in _ENDING if main_thread and signal.getsignal(number) is signal.SIG_DFL]
        for number in mine:
            signal.signal(number, stop)
        try:
            return await main()
        finally:
            for number in mine:
                signal.signal(number, signal.SIG_DFL)

    try:
        return asyncio.run(watched())
    except asyncio.CancelledError:
        if terminated is not None:
            raise SystemExit(128 + terminated) from None
        raise


def _run_aside(main: Callable[[], Coroutine[Any, Any, T]]) -> T:
    outcome: Future[T] = Future()
    started: Future[tuple[asyncio.AbstractEventLoop, asyncio.Task[T]]] = Future()

    async def watched() -> T:
        task = asyncio.current_task()
        assert task is not None
        started.set_result((asyncio.get_running_loop(), task))
        return await main()

    def work() -> None:
        try:
            outcome.set_result(asyncio.run(watched()))
        except BaseException as error:  # noqa: BLE001 - handed to the caller's thread, whatever it is
            outcome.set_exception(error)

    thread = threading.Thread(
        target=contextvars.copy_context().run, args=(work,), name="timeback-migration", daemon=True
    )
    thread.start()
    try:
        return outcome.result()
    except KeyboardInterrupt:
        loop, task = started.result()
        if not outcome.done():
            loop.call_soon_threadsafe(task.cancel)
        thread.join()
        raise
