"""Classification of request errors: rejected, transient, ambiguous (the write may have happened), or affecting all."""

from __future__ import annotations

from typing import Final

from timeback.migration.endpoints.not_served import is_unsupported
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

REJECTIONS: Final = (BadRequestError, NotFoundError, ConflictError, UnprocessableEntityError, InvalidRequestError)
"""The object itself is rejected."""
TRANSIENT_ERRORS: Final = (APIConnectionError, RateLimitError, ServerError)
"""The request may succeed later, after the other objects."""
REQUEST_ERRORS: Final = (APIStatusError, APIConnectionError, DecodingError, ResponseTooLargeError, InvalidRequestError)

_NOT_CONNECTED: Final = frozenset(
    {"ConnectError", "ConnectTimeout", "PoolTimeout", "ProxyError", "ProxyFailure", "ProxyTimeout"}
)


def is_ambiguous(error: TimeBackError) -> bool:
    """Whether the server may have processed a write although its reply was not received."""
    if not isinstance(error, (APIConnectionError, ServerError, DecodingError, ResponseTooLargeError)):
        return False
    if error.path is None or (isinstance(error, APIStatusError) and is_unsupported(error)):
        # The token request failed, so the write itself was never sent; or the server does not have this method.
        return False
    if isinstance(error, APIConnectionError):
        return type(error.__cause__).__name__ not in _NOT_CONNECTED
    return not (isinstance(error, ServerError) and error.status == 503 and error.retry_after is not None)


def affects_all_requests(error: TimeBackError) -> bool:
    """Whether all other requests would fail, too: the server is unreachable, or no token can be obtained."""
    return isinstance(error, APIConnectionError) or (
        isinstance(error, (*TRANSIENT_ERRORS, DecodingError, ResponseTooLargeError)) and error.path is None
    )


class Postponed(Exception):
    """Processing of an object stops here and continues after the other objects."""
