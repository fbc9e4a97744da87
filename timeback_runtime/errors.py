"""Exception classes for failed calls, one for each kind of failure and one for each important HTTP status.

    TimeBackError
    ├── ConfigurationError        a setting is missing or contradicts another (also a ValueError)
    ├── InvalidRequestError       an argument is invalid; nothing was sent (also a ValueError)
    ├── APIConnectionError        no usable reply: connection refused or reset, DNS, TLS
    │   └── APITimeoutError       no reply in time
    ├── ResponseTooLargeError     the body of the reply is larger than max_response_bytes
    ├── DecodingError             the body of the reply does not match the operation
    └── APIStatusError            the status of the reply is outside 2xx, or its body reports a failure
        ├── BadRequestError           400
        ├── AuthenticationError       401
        ├── PermissionDeniedError     403
        ├── NotFoundError             404, 410
        ├── ConflictError             409
        ├── UnprocessableEntityError  422
        ├── RateLimitError            429
        └── ServerError               500 and above

Messages are sentences of this library. They contain the operation, the status, a minor code if it is a known one, and
paths of properties such as ``user.roles[0].org``. They contain no body, no query, no secret and no text of the server,
which may name children: it is in ``description`` only. What the server says selects the sentence, such as "sourcedId is
taken".
"""

from __future__ import annotations

from typing import Any


class TimeBackError(Exception):
    """Base class of the errors that this library raises."""


class ConfigurationError(TimeBackError, ValueError):
    """A setting is missing, invalid, or contradicts another setting."""


class InvalidRequestError(TimeBackError, ValueError):
    """An argument is invalid. No request was sent."""


class APIError(TimeBackError):
    """A call failed, on the connection or on the server.

    Attributes:
        method: the HTTP method; None for requests outside the API, such as those to the token endpoint.
        path: the template of the path, such as ``/users/{sourcedId}``; it never contains values.
        status: the HTTP status; None without a reply.
        code_minor: the minor code of the platform (``invaliddata``, ``unknownobject``, ...), or None.
        request_id: the id of the request, for support tickets: the server's if it sent one, else this client's.
        retry_after: seconds to wait before the next attempt, as the server asked; None if it did not.
        attempts: the number of times that the request was sent.
        outcome_unknown: whether the server may have processed the request although no success was reported, for example
            because the connection was lost after the request was sent.
    """

    status: int | None = None
    code_minor: str | None = None
    retry_after: float | None = None
    outcome_unknown: bool = False

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
        # By default, pickle passes only ``args`` to the constructor, so the keyword-only arguments would be lost in a
        # process pool.
        return _rebuild, (type(self), self.args, self.__dict__)


class APIConnectionError(APIError):
    """There is no usable reply: the connection was refused or reset, or DNS or TLS failed."""


class APITimeoutError(APIConnectionError):
    """The timeout expired before the reply arrived."""


class ResponseTooLargeError(APIError):
    """The body of the reply is larger than ``max_response_bytes``. The server may have processed the request.

    Attributes:
        limit: the value of ``max_response_bytes``.
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
    """The body of the reply cannot be decoded, or does not match the operation.

    Attributes:
        is_final: whether the body is complete and of another shape, so that the call is not retried.
        is_malformed: whether the body is damaged: JSON that was perhaps cut off, or a list with a value that is no
            object.
    """

    is_final: bool = False
    is_malformed: bool = False


class APIStatusError(APIError):
    """The status of the reply is outside 2xx, or it is in 2xx and the body reports a failure.

    A body reports a failure by ``imsx_codeMajor``, or by ``error`` or ``errors`` where the specification has no such
    property. The minor code then determines the class: ``unknownobject`` is a NotFoundError with the status 200, for
    example, and a failure without a known code an UnprocessableEntityError.

    Attributes:
        description: the text of the server, or None: ``imsx_description``, or the text in a body of another form, such
            as ``detail``, ``message`` or ``error_description``, in JSON or XML. It may name people, so it is not part
            of the message.
        details: the entries of ``imsx_error_details``, or of the list of problems in a body of another form, unchanged.
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
    """400: the server could not understand the request, or refused its parameters."""


class AuthenticationError(APIStatusError):
    """401: the server did not accept the credentials or the token."""


class PermissionDeniedError(APIStatusError):
    """403: the credentials are valid, but do not permit this operation."""


class NotFoundError(APIStatusError):
    """404: the object or the path does not exist. 410: it was deleted."""


class ConflictError(APIStatusError):
    """409: the call conflicts with the current state of the object."""


class UnprocessableEntityError(APIStatusError):
    """422: the server understood the request and refused its content."""


class RateLimitError(APIStatusError):
    """429: too many requests. See ``retry_after``."""


class ServerError(APIStatusError):
    """500 and above: the server failed."""


_BY_STATUS: dict[int, type[APIStatusError]] = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    410: NotFoundError,
    422: UnprocessableEntityError,
    429: RateLimitError,
}


def status_class(status: int) -> type[APIStatusError]:
    """The exception class for an HTTP status."""
    return _BY_STATUS.get(status) or (ServerError if status >= 500 else APIStatusError)


def _rebuild(cls: type[APIError], args: tuple[Any, ...], state: dict[str, Any]) -> APIError:
    error: APIError = cls.__new__(cls, *args)
    error.args = args
    error.__dict__.update(state)
    return error
