"""Run blocking functions in threads from asyncio."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from timeback_runtime.lazy import lazy_module

if TYPE_CHECKING:
    import asyncio
else:
    asyncio = lazy_module("asyncio")

T = TypeVar("T")


async def to_thread_until_done(function: Callable[..., T], *arguments: Any) -> T:
    """Run a function in a thread. A cancellation is delivered after the function has returned.

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
