"""Drivers for generators that yield steps: one for threads, one for asyncio.

Requests and methods that make several requests are such generators. A step's result is sent in. Its exception is thrown
in, as httpx does with an ``auth_flow``, so that the generator decides with ``try`` what happens next.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Generator
from typing import Any, TypeVar

S = TypeVar("S")
T = TypeVar("T")


def run_generator(
    generator: Generator[S, Any, T], execute: Callable[[S], Any], check: Callable[[], object] | None = None
) -> T:
    """Run a generator to its end, and return its result.

    Args:
        generator: yields steps. It is closed whatever ends the call, so that it releases what it has reserved.
        execute: executes a step and returns its result.
        check: called after each step; its exception ends the call, and is not thrown in.
    """
    try:
        step = next(generator)
        while True:
            failure: Exception | None = None
            try:
                result = execute(step)
            except Exception as error:  # noqa: BLE001 - thrown into the generator
                failure = error
            if check is not None:
                check()
            # Outside of the except block: within it, every error that the generator raises would have this failure as
            # its context.
            step = generator.send(result) if failure is None else generator.throw(failure)
    except StopIteration as done:
        return done.value  # type: ignore[no-any-return]
    finally:
        generator.close()


async def run_generator_async(generator: Generator[S, Any, T], execute: Callable[[S], Awaitable[Any]]) -> T:
    """Run a generator to its end, as ``run_generator`` does. A cancellation closes it, and is not thrown in."""
    try:
        step = next(generator)
        while True:
            failure: Exception | None = None
            try:
                result = await execute(step)
            except Exception as error:  # noqa: BLE001 - thrown into the generator
                failure = error
            step = generator.send(result) if failure is None else generator.throw(failure)
    except StopIteration as done:
        return done.value  # type: ignore[no-any-return]
    finally:
        generator.close()
