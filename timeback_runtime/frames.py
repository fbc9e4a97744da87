"""Clear local variables from tracebacks, so that error trackers do not record personal data and tokens.

An error tracker that records local variables would otherwise store the arguments and results of calls: names of people,
filter values, bodies, tokens. The traceback itself, with its files and line numbers, stays complete.

Only the frames of this library and of its dependencies are cleared. Those of the caller, callbacks included, keep their
variables for debugging.
"""

from __future__ import annotations

import functools
import sys
import warnings
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

P = ParamSpec("P")
T = TypeVar("T")

_OWN = frozenset({"timeback", "timeback_api", "timeback_client", "timeback_runtime"})
_CLEARED = frozenset(
    _OWN
    # Modules that send requests, or that parse or serialize bodies.
    | {"httpx", "httpcore", "h11", "h2", "hpack", "hyperframe", "anyio", "sniffio", "socksio", "certifi", "idna"}
    | {"asyncio", "concurrent", "contextlib", "gzip", "http", "json", "queue", "socket", "ssl", "urllib", "zlib"}
    | {"attr", "attrs", "base64", "click", "codecs", "copy", "csv", "dateutil", "datetime", "email", "encodings"}
    | {"decimal", "functools", "io", "lxml", "pathlib", "re", "sqlite3", "string", "tempfile", "threading", "tomllib"}
    | {"xml", "zipfile"}
)
_GENERATOR, _COROUTINE, _ASYNC_GENERATOR = 0x20, 0x80, 0x200
# Before Python 3.13, clearing the frame of a suspended coroutine closes the coroutine. An error that several tasks
# share, such as the exception of a future, has frames of all of them. Coroutines of these packages handle it and go on.
_SHARED = frozenset({"asyncio", "anyio", "concurrent", "contextlib", "functools"})


def clear_locals(error: BaseException) -> None:
    """Clear the frames of an error, of its causes and contexts, and of the members of an exception group.

    Frames that are still running, such as that of the caller, are not cleared.
    """
    pending: list[BaseException | None] = [error]
    seen: set[int] = set()
    while pending:
        current = pending.pop()
        if current is None or id(current) in seen:
            continue
        seen.add(id(current))
        trace = current.__traceback__
        while trace is not None:
            if _is_cleared(trace.tb_frame):
                try:
                    trace.tb_frame.clear()
                except RuntimeError:
                    # The frame is still running.
                    pass
            trace = trace.tb_next
        pending += (current.__cause__, current.__context__)
        if isinstance(current, BaseExceptionGroup):
            pending += current.exceptions


def _is_cleared(frame: FrameType) -> bool:
    name = frame.f_globals.get("__name__")
    if not isinstance(name, str):
        # Code that attrs generates has no module name.
        return frame.f_code.co_filename.startswith("<attrs generated")
    package = name.partition(".")[0]
    if package in _SHARED and frame.f_code.co_flags & (_GENERATOR | _COROUTINE | _ASYNC_GENERATOR):
        return False
    return package in _CLEARED


def clears_locals(function: Callable[P, T], rewrite: Callable[[BaseException], None] | None = None) -> Callable[P, T]:
    """Decorate a function, generator function or coroutine function so that errors leave it without local variables.

    It clears its own frame and the frames below it. Then no frame of this library between the caller and the origin of
    the error has local variables.

    Args:
        function: the function.
        rewrite: called with the error before it leaves, such as to change its text.
    """
    plain: Any = function
    if plain.__code__.co_flags & _COROUTINE:

        @functools.wraps(plain)
        async def wrapper(*args: Any, **kwargs: Any) -> Any:
            try:
                return await plain(*args, **kwargs)
            except BaseException as error:
                # The arguments are local variables of this frame, which is still running and cannot be cleared.
                del args, kwargs
                if rewrite is not None:
                    rewrite(error)
                clear_locals(error)
                raise

    elif plain.__code__.co_flags & _GENERATOR:

        @functools.wraps(plain)
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            try:
                return (yield from plain(*args, **kwargs))
            except BaseException as error:
                del args, kwargs
                if rewrite is not None:
                    rewrite(error)
                clear_locals(error)
                raise

    else:

        @functools.wraps(plain)
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            try:
                return plain(*args, **kwargs)
            except BaseException as error:
                del args, kwargs
                if rewrite is not None:
                    rewrite(error)
                clear_locals(error)
                raise

    return cast("Callable[P, T]", wrapper)


def warn_caller(message: str, category: type[Warning]) -> None:
    """Issue a warning at the line of the caller's code, skipping all frames of this library."""
    level, frame = 1, sys._getframe()
    while frame is not None and str(frame.f_globals.get("__name__")).partition(".")[0] in _OWN:
        level, frame = level + 1, frame.f_back  # type: ignore[assignment]
    warnings.warn(message, category, stacklevel=level)
