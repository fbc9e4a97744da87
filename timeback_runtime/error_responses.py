"""The exceptions for error replies, and for successful statuses whose body reports a failure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from timeback_runtime.errors import (
    APIStatusError,
    AuthenticationError,
    BadRequestError,
    NotFoundError,
    PermissionDeniedError,
    ServerError,
    UnprocessableEntityError,
    status_class,
)
from timeback_runtime.lazy import lazy_module

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from timeback_runtime import error_payloads, error_sentences, retry_after
    from timeback_runtime.error_payloads import ErrorPayload
else:
    error_payloads = lazy_module("timeback_runtime.error_payloads")
    error_sentences = lazy_module("timeback_runtime.error_sentences")
    retry_after = lazy_module("timeback_runtime.retry_after")

_HINTS = {
    401: "check the client id and secret, and that they belong to this environment",
    403: "the credentials lack the scope that this operation needs",
    429: "send fewer requests at the same time, or wait retry_after seconds",
}
_EXTENSION_HINT = (
    "the operation is an extension of the platform: another provider may answer 404 or 405; "
    "use only operations of OneRoster 1.2 with it"
)
STATUS_NAMES = frozenset(
    {"imsx_codemajor", "imsx_statusinfo", "imsx_statusinfoset", "statusinfoset", "statusinfo", "codemajor"}
)
"""Properties in which a body reports an outcome, in lower case. No document has them in the reply of a success."""


def _is_set(value: Any) -> bool:
    inside = value.values() if isinstance(value, dict) else value
    return any(inside) if isinstance(value, dict | list) else bool(value)


_ERROR_VALUES: dict[str, Callable[[Any], bool]] = {
    "error": _is_set,
    "errors": _is_set,
    "success": lambda value: value is False,
    "status": lambda value: value in ("error", "fail"),
}
"""Properties in which a body reports an error, unless the document has them, and the values that do."""
OUTCOME_NAMES = STATUS_NAMES | _ERROR_VALUES.keys()
"""The properties of both kinds, in lower case."""
_CLASSES: tuple[tuple[type[APIStatusError], tuple[str, ...]], ...] = (
    (NotFoundError, ("unknownobject", "notfound")),
    (BadRequestError, ("invalidfilterfield", "invalidselectionfield", "invalidsortfield")),
    (AuthenticationError, ("unauthorisedrequest", "unauthorizedrequest")),
    (PermissionDeniedError, ("forbidden",)),
    (ServerError, ("internalservererror", "servererror", "serverbusy")),
)
"""Exception classes for the minor codes of failures that a successful status reports. Others have the one of 422."""


def status_error(
    status: int,
    headers: Mapping[str, str],
    content: bytes,
    *,
    method: str,
    path: str,
    attempts: int = 1,
    request_id: str | None = None,
    is_extension: bool = False,
) -> APIStatusError:
    """The exception for a reply whose status is outside 2xx.

    Args:
        status: the HTTP status.
        headers: the headers, with lower-case names.
        content: the body; one in an unknown form is ignored.
        method: the HTTP method, for the message.
        path: the template of the path, for the message.
        attempts: the number of times that the request was sent.
        request_id: the id of the request, for support tickets.
        is_extension: whether the operation is an extension of the platform.
    """
    payload = error_payloads.error_payload(error_payloads.load_error(content))
    answer = f"{method} {path} answered {status}"
    fields = {"method": method, "path": path, "attempts": attempts, "request_id": request_id}
    hint = _HINTS.get(status)
    if is_extension and _may_lack_operation(status, payload.code_minor, path):
        hint = _EXTENSION_HINT
    return _error(status_class(status), answer, payload, status, headers, fields, hint)


def failure_error(
    status: int,
    headers: Mapping[str, str],
    payload: ErrorPayload,
    *,
    default: type[APIStatusError] = UnprocessableEntityError,
    method: str,
    path: str,
    attempts: int = 1,
    request_id: str | None = None,
) -> APIStatusError:
    """The exception for a reply whose status is in 2xx, and whose body reports a failure; see ``status_error``.

    The minor code determines the class, as the status does for other replies; ``default`` is the one for other codes.
    """
    code = (payload.code_minor or "").lower().replace("_", "")
    error_class = next((error_class for error_class, codes in _CLASSES if code in codes), default)
    answer = f"{method} {path} answered {status} with a body that reports a failure"
    fields = {"method": method, "path": path, "attempts": attempts, "request_id": request_id}
    return _error(error_class, answer, payload, status, headers, fields, _HINTS.get(status))


def reported_failure(content: bytes, *, nested: bool) -> ErrorPayload | None:
    """What a body says about a failure; None if it reports none.

    Args:
        content: the body.
        nested: whether the whole body is searched, and properties such as ``error`` count. Otherwise only the status at
            the root or in ``STATUS_NAMES`` is.
    """
    data = error_payloads.load_error(content)
    if not nested:
        data = {name: value for name, value in data.items() if name.lower().startswith(("imsx_", *STATUS_NAMES))}
    payload = error_payloads.error_payload(data)
    return payload if payload.failed or (nested and isinstance(data, dict) and error_names(data)) else None


def error_names(data: Mapping[str, Any]) -> list[str]:
    """The names of the properties of a body that report an error, unless the document has them."""
    return [name for name, is_error in _ERROR_VALUES.items() if name in data and is_error(data[name])]


def _may_lack_operation(status: int, code: str | None, path: str) -> bool:
    """Whether the server may lack the whole operation, not just the object that the path names."""
    is_missing_object = code == "unknownobject" and path.endswith("}")
    return status in (405, 501) or (status == 404 and not is_missing_object)


def _error(
    error_class: type[APIStatusError],
    answer: str,
    payload: ErrorPayload,
    status: int,
    headers: Mapping[str, str],
    fields: Mapping[str, Any],
    hint: str | None,
) -> APIStatusError:
    code = payload.code_minor
    message = answer
    if code and error_sentences.is_known_code(code):
        message += f" ({code})"
    sentence = error_sentences.sentence_of(code, payload.description, payload.details)
    # A hint says more than the sentence of a minor code, except that an object is missing.
    if sentence and (status == 404 or payload.details or not hint):
        message += f": {sentence}"
    if hint:
        message += f"; {hint}"
    if fields["attempts"] > 1:
        message += f" [{fields['attempts']} attempts]"
    return error_class(
        message,
        status=status,
        code_minor=code,
        retry_after=retry_after.retry_after_seconds(headers),
        description=payload.description,
        details=payload.details,
        **fields,
    )
