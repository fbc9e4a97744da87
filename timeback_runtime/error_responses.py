"""Parse error replies: the imsx payload of OneRoster (``imsx_codeMinor``)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from timeback_runtime.errors import APIStatusError, status_class
from timeback_runtime.retry_after import retry_after_seconds

if TYPE_CHECKING:
    from collections.abc import Mapping

_HINTS = {
    401: "check the client id and secret, and that they belong to this environment",
    403: "the credentials lack the scope that this operation needs",
    429: "send fewer requests at the same time, or wait retry_after seconds",
}


def status_error(
    status: int,
    headers: Mapping[str, str],
    content: bytes,
    *,
    method: str,
    path: str,
    attempts: int = 1,
    request_id: str | None = None,
) -> APIStatusError:
    """The exception for a reply whose status is outside 2xx.

    Servers send imsx payloads in three forms, all of which are parsed: at the root, wrapped in ``imsx_StatusInfo``, and
    with ``imsx_codeMinor`` as one string.

    Args:
        status: the HTTP status.
        headers: the headers, with lower-case names.
        content: the body; any other body than an imsx payload is ignored.
        method: the HTTP method, for the message.
        path: the template of the path, for the message.
        attempts: the number of times that the request was sent.
        request_id: the id of the request, for support tickets.
    """
    info = _imsx_payload(content)
    code = _code_minor(info)
    message = f"{method} {path} answered {status}"
    if code:
        message += f" ({code})"
    if names := _property_names(info):
        message += f": {names}"
    if hint := _HINTS.get(status):
        message += f"; {hint}"
    if attempts > 1:
        message += f" [{attempts} attempts]"
    description, details = info.get("imsx_description"), info.get("imsx_error_details")
    return status_class(status)(
        message,
        status=status,
        code_minor=code,
        retry_after=retry_after_seconds(headers),
        description=description if isinstance(description, str) else None,
        details=details if isinstance(details, list) else None,
        method=method,
        path=path,
        attempts=attempts,
        request_id=request_id,
    )


def _imsx_payload(content: bytes) -> dict[str, Any]:
    try:
        data = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    if isinstance(data, dict) and isinstance(data.get("imsx_StatusInfo"), dict):
        data = data["imsx_StatusInfo"]
    return data if isinstance(data, dict) else {}


def _code_minor(info: dict[str, Any]) -> str | None:
    text = info.get("imsx_codeMinor")
    if isinstance(text, str) and text.strip():
        return _safe_code(text)
    minor = info.get("imsx_CodeMinor", text)
    fields = minor.get("imsx_codeMinorField") if isinstance(minor, dict) else None
    for field in fields if isinstance(fields, list) else []:
        value = field.get("imsx_codeMinorFieldValue") if isinstance(field, dict) else None
        if isinstance(value, str) and value.strip():
            return _safe_code(value)
    return None


def _safe_code(text: str) -> str | None:
    # OneRoster 1.1 servers write minor codes with spaces. Any other text of several words may be a sentence about a
    # person, so it must not become part of a message.
    code = text.strip().replace(" ", "_")[:60]
    if "_" in code and code.lower().replace("_", "") not in _KNOWN_CODES:
        return None
    return code if code.replace("_", "").replace("-", "").replace(".", "").isalnum() and code.isascii() else None


def _property_names(info: dict[str, Any]) -> str:
    """The first five paths of properties in ``imsx_error_details``, such as ``roles[0].org``, without their values."""
    details = info.get("imsx_error_details")
    names = []
    for detail in details if isinstance(details, list) else []:
        for key in ("property", "field", "path", "parameter"):
            name = detail.get(key) if isinstance(detail, dict) else None
            if isinstance(name, str) and 0 < len(name) <= 80 and name.isascii() and not set(name) - _PATH_CHARACTERS:
                names.append(name)
    return ", ".join(names[:5])


_KNOWN_CODES = frozenset(
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
"""The minor codes of OneRoster 1.1 and 1.2 in lower case, without separators between words."""
_PATH_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.[]-$")
