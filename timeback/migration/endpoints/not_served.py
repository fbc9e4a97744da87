"""Collections that a server does not serve: which errors of a listing mean that, and the exception for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from timeback_runtime.errors import (
    APIError,
    APIStatusError,
    AuthenticationError,
    BadRequestError,
    DecodingError,
    RateLimitError,
    ResponseTooLargeError,
    ServerError,
)

if TYPE_CHECKING:
    from timeback.migration.reporting.report import Side

# 400 is not among them: it may be about the filter of the request.
_NOT_SERVED: Final = frozenset({403, 404, 405, 501})
_TROUBLE: Final = (ResponseTooLargeError, AuthenticationError, RateLimitError, ServerError)
_TROUBLE_CODES: Final = frozenset({"server_busy", "internal_server_error", "server_error"})


class NotServedError(Exception):
    """The server does not serve a collection, or not to these credentials. The text gives the reply."""

    def __init__(self, error: APIError) -> None:
        """``error``: the reply."""
        super().__init__(str(error))
        self.error = error


def check_any_served(selected: Iterable[str], sides: Mapping[str, Side], errors: Mapping[str, APIError]) -> None:
    """Check that the work is not empty because collections are not served. Call it if no object was processed.

    Args:
        selected: the selected collections.
        sides: the collections that are not served, with the endpoint that does not serve them. The target was only
            asked for those that the source has objects of.
        errors: their replies.

    Raises:
        APIError: the source serves none of the collections, or the target none that the source has objects of.
    """
    side: Side = "target" if "target" in sides.values() else "source"
    if side == "target" or (sides and sides.keys() >= set(selected)):
        error = next(errors[name] for name, found in sides.items() if found == side)
        of_source = "" if side == "source" else " that the source has objects of"
        error.add_note(
            f"The {side} serves none of the collections{of_source}: check its api_url, base_paths and scope."
        )
        raise error


def is_not_served(error: APIError, *, is_filtered: bool) -> bool:
    """Whether an error of the first page of a listing means that the server does not serve the collection.

    A provider of OneRoster need not serve all collections. It then answers with the status 403, 404, 405 or 501, with
    400 although the request has no filter, or with a body that is not a list of objects.

    Args:
        is_filtered: whether the request has a filter.
    """
    if error.path is None or error.status is None:
        # The token request failed, or there was no reply.
        return False
    if 200 <= error.status < 300:
        # The body has no list of objects, unless it is damaged or reports trouble.
        is_damaged = isinstance(error, DecodingError) and error.is_malformed
        is_trouble = isinstance(error, _TROUBLE) or error.code_minor in _TROUBLE_CODES
        return not (is_damaged or is_trouble)
    return error.status in _NOT_SERVED or (isinstance(error, BadRequestError) and not is_filtered)


def is_unsupported(error: APIStatusError) -> bool:
    """Whether the server does not have the method of a request, such as a provider that nothing can be written to."""
    return error.status in (405, 501)
