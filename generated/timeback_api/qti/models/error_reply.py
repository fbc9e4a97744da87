"""Why a request failed."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.qti.models.error_meta import ErrorMeta, parse_error_meta
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ErrorReply(Model):
    """Why a request failed. The properties depend on the operation.

    Attributes:
        error: The reason, in one or a few words.
        message: Explanation for people. It may contain values from the request.
        code: The reason as a code.
        details: Further explanation for people. It may contain values from the request.
        event_id: Id of the failure, for the operators of the platform.
        meta: The single faults of a request.
    """

    FIELDS = {
        "error": Field("error", TEXT, True),
        "message": Field("message", TEXT),
        "code": Field("code", TEXT),
        "details": Field("details", TEXT),
        "event_id": Field("eventId", TEXT),
        "meta": Field("meta", ModelOf(ErrorMeta)),
    }
    NESTED = {"meta": ("meta", ErrorMeta)}

    error: str
    message: str | None = None
    code: str | None = None
    details: str | None = None
    event_id: str | None = None
    meta: ErrorMeta | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, ErrorReply)
        value: Any
        data = self._start_dict()
        if (value := self.error) is not None or "error" in data:
            data["error"] = value
        if (value := self.message) is not None or "message" in data:
            data["message"] = value
        if (value := self.code) is not None or "code" in data:
            data["code"] = value
        if (value := self.details) is not None or "details" in data:
            data["details"] = value
        if (value := self.event_id) is not None or "eventId" in data:
            data["eventId"] = value
        if (value := self.meta) is not None or "meta" in data:
            data["meta"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.meta = parse_error_meta(value, True) if type(value := data.get("meta")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ErrorReply:
        return parse_error_reply(data)


_UntrackedErrorReply = untracked_subclass(ErrorReply)


def parse_error_reply(data: Any, deep: bool = False) -> ErrorReply:
    instance: ErrorReply = new_model(_UntrackedErrorReply)
    instance._received = data
    instance._changed = None
    instance.error = data.get("error")
    instance.message = data.get("message")
    instance.code = data.get("code")
    instance.details = data.get("details")
    instance.event_id = data.get("eventId")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = ErrorReply
    return instance
