"""Why a request failed."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Field, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ErrorReply(Model):
    """Why a request failed. Which of the properties are there depends on the operation.

    Attributes:
        error: The reason, in one or a few words.
        message: Explanation for people. It may quote values from the request.
        code: The reason as a code.
        details: Further explanation for people. It may quote values from the request.
        event_id: Id under which the operators of the platform find the failure.
        meta: The single faults of a request.
    """
    error: str | None
    message: str | None = None
    code: str | None = None
    details: str | None = None
    event_id: str | None = None
    meta: ErrorMeta | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, ErrorReply)
        v: Any
        d = self._begin()
        if (v := self.error) is not None or "error" in d:
            d["error"] = v
        if (v := self.message) is not None or "message" in d:
            d["message"] = v
        if (v := self.code) is not None or "code" in d:
            d["code"] = v
        if (v := self.details) is not None or "details" in d:
            d["details"] = v
        if (v := self.event_id) is not None or "eventId" in d:
            d["eventId"] = v
        if (v := self.meta) is not None or "meta" in d:
            d["meta"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.meta = parse_error_meta(v, True) if type(v := d.get("meta")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ErrorReply:
        return parse_error_reply(data)


def parse_error_reply(d: dict[str, Any], whole: bool = False) -> ErrorReply:
    self: ErrorReply = new(_ErrorReply)
    self._raw = d
    self._changed = None
    self.error = d.get("error")
    self.message = d.get("message")
    self.code = d.get("code")
    self.details = d.get("details")
    self.event_id = d.get("eventId")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = ErrorReply
    return self


from timeback_api.qti.models.error_meta import ErrorMeta, parse_error_meta  # noqa: E402

_ErrorReply = seed(ErrorReply)
ErrorReply.FIELDS = {
    "error": Field("error", TEXT, True),
    "message": Field("message", TEXT),
    "code": Field("code", TEXT),
    "details": Field("details", TEXT),
    "event_id": Field("eventId", TEXT),
    "meta": Field("meta", One(ErrorMeta)),
}
ErrorReply.INSIDE = {
    "meta": ("meta", ErrorMeta),
}
