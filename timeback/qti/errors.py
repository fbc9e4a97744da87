"""The errors of `timeback.qti`."""

from __future__ import annotations

from typing import Any

from timeback_runtime.errors import TimeBackError


class QTIError(TimeBackError, ValueError):
    """A document that cannot be read, an item that contradicts itself, or an answer of the wrong kind.

    The text names identifiers, element names and places. It never repeats what a student answered, nor the text of the
    document.

    Attributes:
        line: line in the document, from 1, or None where the error has no place.
        column: column in that line, from 1, or None where it is not known.
    """

    def __init__(self, message: str, *, line: int | None = None, column: int | None = None) -> None:
        place = "" if line is None else f"line {line}: " if column is None else f"line {line}, column {column}: "
        super().__init__(place + message)
        self.line = line
        self.column = column

    def __reduce__(self) -> tuple[Any, ...]:
        # Exceptions are rebuilt from their args alone, which would put the place in front a second time.
        return _rebuild, (type(self), self.args, self.__dict__)


class QTIUnsupportedError(QTIError):
    """The document asks for something that only its vendor can do, such as a custom operator."""


def _rebuild(kind: type[QTIError], args: tuple[Any, ...], state: dict[str, Any]) -> QTIError:
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(state)
    return error
