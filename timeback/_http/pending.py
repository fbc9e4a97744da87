"""A result that one thread makes, and for which other threads wait."""

from __future__ import annotations

import threading
from typing import Generic, TypeVar

T = TypeVar("T")


class PendingResult(Generic[T]):
    """The result, or the error, of work in another thread; set once.

    It has the methods of ``concurrent.futures.Future`` that are needed here. That module takes long to import.
    """

    def __init__(self) -> None:
        self._done = threading.Event()
        self._result: T
        self._error: BaseException | None = None

    def done(self) -> bool:
        """Return whether the result or the error is set."""
        return self._done.is_set()

    def set_result(self, result: T) -> None:
        self._result = result
        self._done.set()

    def set_exception(self, error: BaseException) -> None:
        self._error = error
        self._done.set()

    def exception(self, timeout: float | None = None) -> BaseException | None:
        """Wait for the end of the work, and return its error; None if there is a result.

        Args:
            timeout: seconds to wait; None for no limit.

        Raises:
            TimeoutError: the work has not ended in that time.
        """
        if not self._done.wait(timeout):
            raise TimeoutError
        return self._error

    def result(self, timeout: float | None = None) -> T:
        """Wait for the end of the work, and return its result or raise its error. See ``exception``."""
        if (error := self.exception(timeout)) is not None:
            raise error
        return self._result
