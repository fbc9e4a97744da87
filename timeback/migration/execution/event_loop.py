"""Runs async code from synchronous code, also inside a running event loop such as a notebook's; handles signals."""

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


def run_blocking(main: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """Run a coroutine function and return its result. Inside a running event loop, it runs in a separate thread.

    Raises:
        SystemExit: the process got SIGTERM, or SIGHUP (a closed terminal). Raised after ``main`` was cancelled and has
            ended.
    """
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return _run_in_this_thread(main)
    return _run_in_new_thread(main)


class Interrupted(Exception):
    """Carries a KeyboardInterrupt or SystemExit out of a task.

    Raised in a task directly, it would end the event loop at once, without the cleanup of the other tasks.
    """

    def __init__(self, error: BaseException) -> None:
        super().__init__()
        self.error = error


def guard_callback(callback: Callable[[Q], object] | None) -> Callable[[Q], object] | None:
    """A callback for use in tasks: a KeyboardInterrupt or SystemExit that it raises becomes an ``Interrupted``."""
    if callback is None:
        return None

    def call(state: Q) -> None:
        try:
            callback(state)
        except (Exception, asyncio.CancelledError):
            raise
        except BaseException as error:  # noqa: BLE001 - raised again by unwraps_interrupts
            raise Interrupted(error) from None

    return call


def unwraps_interrupts(function: Callable[P, Coroutine[Any, Any, T]]) -> Callable[P, Coroutine[Any, Any, T]]:
    """A decorator for coroutine functions: replaces an ``Interrupted`` from tasks by the exception that it carries."""

    @functools.wraps(function)
    async def method(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return await function(*args, **kwargs)
        except Interrupted as carried:
            error = carried.error
        raise error

    return method


def blocking(function: Callable[P, Coroutine[Any, Any, T]]) -> Callable[P, T]:
    """The synchronous variant of a coroutine function, with the same signature and docstring."""

    @functools.wraps(function)
    @clears_locals
    def method(*args: P.args, **kwargs: P.kwargs) -> T:
        return run_blocking(lambda: function(*args, **kwargs))

    method.__name__ = function.__name__.removesuffix("_async")
    method.__qualname__ = method.__name__
    return method


# Windows does not have SIGHUP.
_SIGNALS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))


def _run_in_this_thread(main: Callable[[], Coroutine[Any, Any, T]]) -> T:
    received: int | None = None

    async def cancel_on_signal() -> T:
        loop, task = asyncio.get_running_loop(), asyncio.current_task()
        assert task is not None

        def stop(number: int, frame: object) -> None:
            nonlocal received
            received = number
            loop.call_soon_threadsafe(task.cancel)

        # Cancel the task, as asyncio does on SIGINT. Handlers of the application are kept, and so is SIGHUP that nohup
        # ignores.
        main_thread = threading.current_thread() is threading.main_thread()
        handled = [number for number in _SIGNALS if main_thread and signal.getsignal(number) is signal.SIG_DFL]
        for number in handled:
            signal.signal(number, stop)
        try:
            return await main()
        finally:
            for number in handled:
                signal.signal(number, signal.SIG_DFL)

    try:
        return asyncio.run(cancel_on_signal())
    except asyncio.CancelledError:
        if received is not None:
            raise SystemExit(128 + received) from None
        raise


def _run_in_new_thread(main: Callable[[], Coroutine[Any, Any, T]]) -> T:
    outcome: Future[T] = Future()
    started: Future[tuple[asyncio.AbstractEventLoop, asyncio.Task[T]]] = Future()

    async def announce_task() -> T:
        task = asyncio.current_task()
        assert task is not None
        started.set_result((asyncio.get_running_loop(), task))
        return await main()

    def work() -> None:
        try:
            outcome.set_result(asyncio.run(announce_task()))
        except BaseException as error:  # noqa: BLE001 - raised again in the caller's thread
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
