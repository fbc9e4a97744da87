"""The errors that every call can raise.

    TimeBackError
    ├── ConfigurationError        a setting is missing or contradicts another (also a ValueError)
    ├── InvalidRequestError       an argument was refused before anything was sent (also a ValueError)
    ├── APIConnectionError        no usable reply: refused, reset, DNS, TLS
    │   └── APITimeoutError       no reply in time
    ├── ResponseTooLargeError     a reply came that is larger than max_response_bytes
    ├── DecodingError             a reply came, and its body is not what the operation promises
    └── APIStatusError            a reply came, and its status says no
        ├── BadRequestError           400
        ├── AuthenticationError       401
        ├── PermissionDeniedError     403
        ├── NotFoundError             404
        ├── ConflictError             409
        ├── UnprocessableEntityError  422
        ├── RateLimitError            429
        └── ServerError               500 and above

Texts name the operation, the status and the code minor of the platform. They hold no body, no query, no secret: what a
server says in words may repeat a child's name, so it is kept apart in ``description`` and is never part of ``str()``.
"""

from __future__ import annotations

import json
import math
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from timeback_runtime.messages import Reply, Request


class TimeBackError(Exception):
    """The root of everything that this library raises on purpose."""


class ConfigurationError(TimeBackError, ValueError):
    """A setting is missing or contradicts another one."""


class InvalidRequestError(TimeBackError, ValueError):
    """An argument was refused before anything was sent."""


class APIError(TimeBackError):
    """A call that failed on its way, or on the server.

    Attributes:
        method: the HTTP method, or None for a call outside the API (the token's).
        path: the path's template, such as ``/users/{sourcedId}``; never with values.
        status: the HTTP status, or None where no reply came.
        code_minor: the platform's code (``invaliddata``, ``unknownobject``, ...), or None.
        request_id: what the server, or else this client, calls the request; for a support ticket.
        retry_after: seconds after which the server asks to come back, or None.
        attempts: how many times the request was sent.
    """

    status: int | None = None
    code_minor: str | None = None
    retry_after: float | None = None

    def __init__(
        self,
        message: str,
        *,
        method: str | None = None,
        path: str | None = None,
        attempts: int = 1,
        request_id: str | None = None,
    ) -> None:
        super().__init__(message)
        self.method = method
        self.path = path
        self.attempts = attempts
        self.request_id = request_id

    def __reduce__(self) -> tuple[Any, ...]:
        # Exceptions are rebuilt from their args alone; keyword-only arguments would get lost on the way through a pool.
        return _rebuild, (type(self), self.args, self.__dict__)


class APIConnectionError(APIError):
    """No usable reply came: the connection was refused or reset, the name did not resolve, TLS failed."""


class APITimeoutError(APIConnectionError):
    """No reply came in time."""


class ResponseTooLargeError(APIError):
    """A reply came whose body is larger than ``max_response_bytes``; what was asked for may have been done.

    Attributes:
        limit: the limit, in bytes.
    """

    def __init__(
        self,
        message: str,
        *,
        status: int,
        limit: int,
        method: str | None = None,
        path: str | None = None,
        attempts: int = 1,
        request_id: str | None = None,
    ) -> None:
        super().__init__(message, method=method, path=path, attempts=attempts, request_id=request_id)
        self.status = status
        self.limit = limit


class DecodingError(APIError):
    """A reply came whose body cannot be read as what the operation promises."""


class APIStatusError(APIError):
    """A reply came whose status says that the call failed.

    ``description`` holds the server's own words (``imsx_description``); they may name people, so no text of this
    library repeats them. ``details`` holds ``imsx_error_details`` as it came.
    """

    status: int

    def __init__(
        self,
        message: str,
        *,
        status: int,
        code_minor: str | None = None,
        retry_after: float | None = None,
        description: str | None = None,
        details: list[Any] | None = None,
        method: str | None = None,
        path: str | None = None,
        attempts: int = 1,
        request_id: str | None = None,
    ) -> None:
        super().__init__(message, method=method, path=path, attempts=attempts, request_id=request_id)
        self.status = status
        self.code_minor = code_minor
        self.retry_after = retry_after
        self.description = description
        self.details = details or []


class BadRequestError(APIStatusError):
    """400: the server could not understand the request."""


class AuthenticationError(APIStatusError):
    """401: the credentials or the token were not accepted."""


class PermissionDeniedError(APIStatusError):
    """403: the credentials are valid and do not reach that far."""


class NotFoundError(APIStatusError):
    """404: there is no such object, or no such path."""


class ConflictError(APIStatusError):
    """409: the object's state does not allow the call."""


class UnprocessableEntityError(APIStatusError):
    """422: the request was understood and refused for what it says."""


class RateLimitError(APIStatusError):
    """429: too many requests; see ``retry_after``."""


class ServerError(APIStatusError):
    """500 and above: the server failed."""


_BY_STATUS: dict[int, type[APIStatusError]] = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    422: UnprocessableEntityError,
    429: RateLimitError,
}

_HINTS = {
    401: "check the client id and secret, and that they belong to this environment",
    403: "the credentials lack the scope that this operation asks for",
    429: "send fewer requests at once, or wait retry_after seconds",
}


def status_class(status: int) -> type[APIStatusError]:
    """The class of the error for an HTTP status."""
    return _BY_STATUS.get(status) or (ServerError if status >= 500 else APIStatusError)


def error_from_reply(request: Request[Any], reply: Reply) -> APIStatusError:
    """The error that a reply with a status outside 2xx stands for.

    Reads the three forms in which servers send ``imsx`` payloads: at the root, wrapped in ``imsx_StatusInfo``, and with
    ``imsx_codeMinor`` as one flat string.
    """
    info = _imsx(reply.content)
    code = _code_minor(info)
    operation = request.operation
    text = f"{operation.method} {operation.path} answered {reply.status}"
    if code:
        text += f" ({code})"
    if names := _named(info):
        text += f": {names}"
    if hint := _HINTS.get(reply.status):
        text += f"; {hint}"
    if reply.attempts > 1:
        text += f" [{reply.attempts} attempts]"
    description = info.get("imsx_description") if isinstance(info, dict) else None
    details = info.get("imsx_error_details") if isinstance(info, dict) else None
    return status_class(reply.status)(
        text,
        status=reply.status,
        code_minor=code,
        retry_after=retry_after_seconds(reply.headers),
        description=description if isinstance(description, str) else None,
        details=details if isinstance(details, list) else None,
        method=operation.method,
        path=operation.path,
        attempts=reply.attempts,
        request_id=reply.request_id,
    )


def retry_after_seconds(headers: Mapping[str, str], now: datetime | None = None) -> float | None:
    """``Retry-After`` in seconds, whether it came as a number or as an HTTP date; None where it is absent or odd."""
    text = headers.get("retry-after", "").strip()
    if not text:
        return None
    try:
        seconds = float(text)
    except ValueError:
        try:
            when = parsedate_to_datetime(text)
        except (ValueError, OverflowError):
            return None
        if when.tzinfo is None:
            when = when.replace(tzinfo=UTC)
        seconds = (when - (now or datetime.now(UTC))).total_seconds()
    return max(seconds, 0.0) if math.isfinite(seconds) else None


def _rebuild(cls: type[APIError], args: tuple[Any, ...], state: dict[str, Any]) -> APIError:
    error: APIError = cls.__new__(cls, *args)
    error.args = args
    error.__dict__.update(state)
    return error


def _imsx(content: bytes) -> dict[str, Any]:
    try:
        data = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    if isinstance(data, dict) and isinstance(data.get("imsx_StatusInfo"), dict):
        data = data["imsx_StatusInfo"]
    return data if isinstance(data, dict) else {}


def _code_minor(info: dict[str, Any]) -> str | None:
    flat = info.get("imsx_codeMinor")
    if isinstance(flat, str) and flat.strip():
        return _word(flat)
    minor = info.get("imsx_CodeMinor", flat)
    fields = minor.get("imsx_codeMinorField") if isinstance(minor, dict) else None
    for field in fields if isinstance(fields, list) else []:
        value = field.get("imsx_codeMinorFieldValue") if isinstance(field, dict) else None
        if isinstance(value, str) and value.strip():
            return _word(value)
    return None


def _word(text: str) -> str | None:
    # OneRoster 1.1 servers write code minors with spaces. Any other text of several words could be a sentence about a
    # person, and has no place in an exception's text.
    word = text.strip().replace(" ", "_")[:60]
    if "_" in word and word.lower().replace("_", "") not in _CODES:
        return None
    return word if word.replace("_", "").replace("-", "").replace(".", "").isalnum() and word.isascii() else None


def _named(info: dict[str, Any]) -> str:
    """The properties that ``imsx_error_details`` names by path: ``roles[0].org``. Their values are left out."""
    details = info.get("imsx_error_details")
    names = []
    for detail in details if isinstance(details, list) else []:
        for key in ("property", "field", "path", "parameter"):
            name = detail.get(key) if isinstance(detail, dict) else None
            if isinstance(name, str) and 0 < len(name) <= 80 and name.isascii() and not set(name) - _PATH_CHARACTERS:
                names.append(name)
    return ", ".join(names[:5])


_CODES = frozenset(
    {"fullsuccess", "invalidfilterfield", "invalidselectionfield", "invaliddata", "invalidsortfield"}
    | {
        "unauthorisedrequest",
        "unauthorizedrequest",
        "forbidden",
        "serverbusy",
        "unknownobject",
        "internalservererror",
        "deletefailure",
    }
)
"""What OneRoster 1.1 and 1.2 know, without what stands between the words."""
_PATH_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.[]-$")
