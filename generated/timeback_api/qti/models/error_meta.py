"""The single faults of a request."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.qti.models.error_issue import ErrorIssue, parse_error_issue
from timeback_runtime.model import Model, copy_payload, list_to_dicts, new_model, parse_list, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import TEXT, Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ErrorMeta(Model):
    """The single faults of a request.

    Attributes:
        issues: The faults.
        event_id: Id of the failure, for the operators of the platform.
    """

    FIELDS = {"issues": Field("issues", ListOf(ModelOf(ErrorIssue)), True), "event_id": Field("eventId", TEXT)}
    NESTED = {"issues": ("issues", ErrorIssue)}

    issues: list[ErrorIssue]
    event_id: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, ErrorMeta)
        value: Any
        data = self._start_dict()
        if (value := self.issues) is not None or "issues" in data:
            data["issues"] = list_to_dicts(value)
        if (value := self.event_id) is not None or "eventId" in data:
            data["eventId"] = value
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        self.issues = parse_list(data.get("issues"), parse_error_issue)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ErrorMeta:
        return parse_error_meta(data)


_UntrackedErrorMeta = untracked_subclass(ErrorMeta)


def parse_error_meta(data: Any, deep: bool = False) -> ErrorMeta:
    instance: ErrorMeta = new_model(_UntrackedErrorMeta)
    instance._received = data
    instance._changed = None
    instance.event_id = data.get("eventId")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = ErrorMeta
    return instance
