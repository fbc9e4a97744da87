"""What an error of a call says of its outcome."""

from __future__ import annotations

from typing import Final

from timeback_runtime.errors import (
    APIConnectionError,
    APIStatusError,
    BadRequestError,
    ConflictError,
    DecodingError,
    InvalidRequestError,
    NotFoundError,
    RateLimitError,
    ResponseTooLargeError,
    ServerError,
    TimeBackError,
    UnprocessableEntityError,
)

REFUSALS: Final = (BadRequestError, NotFoundError, ConflictError, UnprocessableEntityError, InvalidRequestError)
"""The object itself is not accepted."""
PASSING: Final = (APIConnectionError, RateLimitError, ServerError)
"""What may be over when the others are done."""
CALL_ERRORS: Final = (APIStatusError, APIConnectionError, DecodingError, ResponseTooLargeError, InvalidRequestError)

_NO_CONNECTION: Final = frozenset({"ConnectError", "ConnectTimeout", "PoolTimeout"})


def leaves_unsure(error: TimeBackError) -> bool:
    """Whether nobody knows if the server carried a write out."""
    if not isinstance(error, (APIConnectionError, ServerError, DecodingError, ResponseTooLargeError)):
        return False
    if error.path is None:
        # It was the token that could not be fetched: the call itself was never made.
        return False
    if isinstance(error, APIConnectionError):
        return type(error.__cause__).__name__ not in _NO_CONNECTION
    return not (isinstance(error, ServerError) and error.status == 503 and error.retry_after is not None)


def is_about_all(error: TimeBackError) -> bool:
    """Whether others will meet with it, too: nobody answers, or no token is to be had."""
    return isinstance(error, APIConnectionError) or (
        isinstance(error, (*PASSING, DecodingError, ResponseTooLargeError)) and error.path is None
    )


class Postponed(Exception):
    """An object is to be taken up again when the others are done."""


def first_of(group: BaseExceptionGroup[BaseException]) -> BaseException:
    """The error that ended a group of tasks."""
    first: BaseException = group
    while isinstance(first, BaseExceptionGroup):
        first = first.exceptions[0]
    return first
