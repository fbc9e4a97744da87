"""Exceptions of `timeback.qti`."""

from __future__ import annotations

from typing import Any

from timeback_runtime.errors import TimeBackError


class QTIError(TimeBackError, ValueError):
    """A document cannot be read, an item contradicts itself, or a response has the wrong type.

    The message names identifiers, elements and positions. It never contains a student's response or text of the
    document.

    Attributes:
        line: line in the document, from 1, or None if the error has no position.
        column: column in that line, from 1, or None if it is unknown.
    """

    def __init__(self, message: str, *, line: int | None = None, column: int | None = None) -> None:
        place = "" if line is None else f"line {line}: " if column is None else f"line {line}, column {column}: "
        super().__init__(place + message)
        self.line = line
        self.column = column

    def __reduce__(self) -> tuple[Any, ...]:
        # Unpickling calls the class with `args`. This would prepend the position a second time.
        return _rebuild, (type(self), self.args, self.__dict__)


class QTIUnsupportedError(QTIError):
    """The document uses a feature that is not supported, such as a custom operator of a vendor."""


def _rebuild(kind: type[QTIError], args: tuple[Any, ...], state: dict[str, Any]) -> QTIError:
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(state)
    return error
