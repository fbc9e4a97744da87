"""Checks of arguments that callers pass: whole numbers."""

from __future__ import annotations

from timeback_runtime.errors import InvalidRequestError, TimeBackError


def whole_number(
    name: str, value: object, minimum: int | None = None, *, error: type[TimeBackError] = InvalidRequestError
) -> int:
    """Return ``value`` if it is an int (not a bool) of at least ``minimum``.

    Args:
        name: the argument or setting, for the error.
        minimum: the smallest value allowed; None for no limit.
        error: the class of the error.

    Raises:
        InvalidRequestError: it is not; or ``error``, if that is given. The text does not quote the value.
    """
    if isinstance(value, int) and not isinstance(value, bool):
        if minimum is None or value >= minimum:
            return value
        received = "a smaller one"
    else:
        received = type(value).__name__
    bound = "" if minimum is None else f", {minimum} or more"
    raise error(f"{name}: expected a whole number{bound}, got {received}")
