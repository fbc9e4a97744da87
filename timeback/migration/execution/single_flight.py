"""Single flight: concurrent calls with the same key run once and share the result."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from typing import Any


class SingleFlight:
    """Runs at most one call for each key at a time.

    A call may run other calls only if they never wait for it in turn, which would be a deadlock. For example, the
    transfer of an object may check its references, but it never waits for the transfer of another object.
    """

    def __init__(self) -> None:
        self._in_flight: dict[Hashable, asyncio.Future[Any]] = {}

    async def run(self, key: Hashable, call: Callable[[], Awaitable[Any]]) -> Any:
        """The result of ``call``, or of the call with the same key that is in progress. Errors are shared, too."""
        while key in self._in_flight:
            in_progress = self._in_flight[key]
            await asyncio.wait([in_progress])
            if not in_progress.cancelled():
                return in_progress.result()
        future = self._in_flight[key] = asyncio.get_running_loop().create_future()
        try:
            future.set_result(await call())
        except BaseException as error:
            if isinstance(error, Exception):
                future.set_exception(error)
                # Mark the exception as retrieved: without waiters, asyncio would log it as never retrieved.
                future.exception()
            else:
                future.cancel()
            raise
        finally:
            del self._in_flight[key]
        return future.result()
