"""Which attempts a write has made, to know whether the target can have processed it if it is cancelled."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

_NOT_PROCESSED: Final = (401, 429)

Observer = Callable[[int | None, float], None]


class Attempts:
    """The attempts of one write."""

    def __init__(self) -> None:
        self._task = asyncio.current_task()
        self._statuses: list[int | None] = []

    def add(self, status: int | None) -> None:
        """Add an attempt with the status of its reply; None if none came."""
        # A token is fetched by a task of its own, which has a copy of the context.
        if asyncio.current_task() is self._task:
            self._statuses.append(status)

    @property
    def may_have_been_processed(self) -> bool:
        """Whether an attempt was sent and not rejected before it was processed."""
        return any(status not in _NOT_PROCESSED for status in self._statuses)


_current: ContextVar[Attempts | None] = ContextVar("attempts", default=None)


@contextmanager
def watched_attempts() -> Iterator[Attempts]:
    """Collect the attempts of the requests that the block sends. They are complete when its task has left the block."""
    attempts = Attempts()
    token = _current.set(attempts)
    try:
        yield attempts
    finally:
        _current.reset(token)


def recording(observer: Observer) -> Observer:
    """Return an observer of attempts that also adds them to those of the block that sends the request."""

    def observe(status: int | None, seconds: float) -> None:
        if (attempts := _current.get()) is not None:
            attempts.add(status)
        observer(status, seconds)

    return observe
