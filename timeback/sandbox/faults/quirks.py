"""Ways in which servers in the wild differ from the platform, put on for single requests by faults."""

from __future__ import annotations

from typing import Any, Final, Literal

import attrs
from starlette.types import Message, Scope

from timeback_runtime.numbers import dumps, loads

__all__ = ["NO_QUIRKS", "ErrorForm", "ServerQuirks", "quirks_of", "rewrite_response", "set_quirks"]

ErrorForm = Literal["root", "status_info", "flat"]

_KEY = "timeback.manner"
_COUNTERS = ("totalCount", "pageCount", "pageNumber", "offset", "limit", "total", "page", "pages", "sort", "order")
_COUNTING_HEADERS = (b"x-total-count", b"link")


@attrs.frozen
class ServerQuirks:
    """How one request is carried out. As it is made without arguments, it is how the platform does it.

    cap: how many objects a page holds at most, whatever limit was asked for
    shuffle: a number that the order of a list follows from; None leaves it as it is
    """

    reallocate: bool = False
    shuffle: int | None = None
    ignore_offset: bool = False
    cap: int | None = None
    no_counters: bool = False
    error_form: ErrorForm | None = None

    @property
    def reshapes(self) -> bool:
        """Whether the finished answer is changed."""
        return self.no_counters or self.error_form is not None

    def page(self, name: str, value: int) -> int:
        """What the server makes of a number that tells which part of a list is wanted."""
        if name == "limit" and self.cap is not None:
            return min(value, self.cap)
        if self.ignore_offset and name in ("offset", "page"):
            return 1 if name == "page" else 0
        return value


NO_QUIRKS: Final = ServerQuirks()


def set_quirks(scope: Scope, manner: ServerQuirks) -> None:
    scope.setdefault("extensions", {})[_KEY] = manner


def quirks_of(scope: Scope) -> ServerQuirks:
    manner: ServerQuirks = scope.get("extensions", {}).get(_KEY, NO_QUIRKS)
    return manner


def rewrite_response(messages: list[Message], manner: ServerQuirks) -> list[Message]:
    """The answer without counters, or with its error in another form."""
    start = messages[0]
    content = b"".join(message.get("body", b"") for message in messages[1:])
    try:
        value = loads(content)
    except ValueError:
        return messages
    if not isinstance(value, dict):
        return messages
    headers = list(start["headers"])
    if manner.error_form is not None and "imsx_codeMajor" in value:
        value = _in_form(value, manner.error_form)
    elif manner.no_counters and start["status"] < 400 and any(isinstance(part, list) for part in value.values()):
        value = {name: part for name, part in value.items() if name not in _COUNTERS}
        headers = [(name, text) for name, text in headers if name.lower() not in _COUNTING_HEADERS]
    else:
        return messages
    content = dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    headers = [(name, text) for name, text in headers if name.lower() != b"content-length"]
    headers.append((b"content-length", str(len(content)).encode()))
    return [{**start, "headers": headers}, {"type": "http.response.body", "body": content}]


def _in_form(payload: dict[str, Any], form: ErrorForm) -> dict[str, Any]:
    if form == "root":
        return payload
    if form == "status_info":
        return {"imsx_StatusInfo": payload}
    flat = {name: part for name, part in payload.items() if isinstance(part, str)}
    fields = payload["imsx_CodeMinor"]["imsx_codeMinorField"]
    return {**flat, "imsx_codeMinor": fields[0]["imsx_codeMinorFieldValue"]}
