"""Server quirks: ways in which other servers differ from the platform, applied to single requests by faults."""

from __future__ import annotations

from typing import Any, Final, Literal

import attrs
from starlette.types import Message, Scope

from timeback_runtime.numbers import dumps, loads

__all__ = ["NO_QUIRKS", "ErrorForm", "ServerQuirks", "quirks_of", "rewrite_response", "set_quirks"]

ErrorForm = Literal["root", "status_info", "flat"]

_SCOPE_KEY: Final = "timeback.quirks"
_COUNTERS: Final = (
    "totalCount",
    "pageCount",
    "pageNumber",
    "offset",
    "limit",
    "total",
    "page",
    "pages",
    "sort",
    "order",
)
_COUNTER_HEADERS: Final = (b"x-total-count", b"link")


@attrs.frozen
class ServerQuirks:
    """The quirks of one response. The defaults are the behaviour of the platform.

    reallocate: give a created object another sourcedId than the one in the request
    shuffle: a number that determines the order of a list; None keeps the usual order
    ignore_offset: answer every page of a list with the first page
    cap: the maximum number of objects on a page, whatever limit is requested
    no_counters: omit the counters and paging headers of lists
    error_form: the form of the imsx payload of errors
    """

    reallocate: bool = False
    shuffle: int | None = None
    ignore_offset: bool = False
    cap: int | None = None
    no_counters: bool = False
    error_form: ErrorForm | None = None

    @property
    def rewrites_response(self) -> bool:
        """Whether the finished response is changed."""
        return self.no_counters or self.error_form is not None

    def page(self, name: str, value: int) -> int:
        """The effective value of a paging parameter (limit, offset or page)."""
        if name == "limit" and self.cap is not None:
            return min(value, self.cap)
        if self.ignore_offset and name in ("offset", "page"):
            return 1 if name == "page" else 0
        return value


NO_QUIRKS: Final = ServerQuirks()


def set_quirks(scope: Scope, quirks: ServerQuirks) -> None:
    scope.setdefault("extensions", {})[_SCOPE_KEY] = quirks


def quirks_of(scope: Scope) -> ServerQuirks:
    quirks: ServerQuirks = scope.get("extensions", {}).get(_SCOPE_KEY, NO_QUIRKS)
    return quirks


def rewrite_response(messages: list[Message], quirks: ServerQuirks) -> list[Message]:
    """The response without counters, or with its error in another form."""
    start = messages[0]
    content = b"".join(message.get("body", b"") for message in messages[1:])
    try:
        value = loads(content)
    except ValueError:
        return messages
    if not isinstance(value, dict):
        return messages
    headers = list(start["headers"])
    if quirks.error_form is not None and "imsx_codeMajor" in value:
        value = _error_payload(value, quirks.error_form)
    elif quirks.no_counters and start["status"] < 400 and any(isinstance(part, list) for part in value.values()):
        value = {name: part for name, part in value.items() if name not in _COUNTERS}
        headers = [(name, text) for name, text in headers if name.lower() not in _COUNTER_HEADERS]
    else:
        return messages
    content = dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    headers = [(name, text) for name, text in headers if name.lower() != b"content-length"]
    headers.append((b"content-length", str(len(content)).encode()))
    return [{**start, "headers": headers}, {"type": "http.response.body", "body": content}]


def _error_payload(payload: dict[str, Any], form: ErrorForm) -> dict[str, Any]:
    if form == "root":
        return payload
    if form == "status_info":
        return {"imsx_StatusInfo": payload}
    flat = {name: part for name, part in payload.items() if isinstance(part, str)}
    fields = payload["imsx_CodeMinor"]["imsx_codeMinorField"]
    return {**flat, "imsx_codeMinor": fields[0]["imsx_codeMinorFieldValue"]}
