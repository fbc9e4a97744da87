"""An operation in the log of a lesson plan."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_runtime.model import (
    Model,
    copy_payload,
    format_datetime,
    new_model,
    parse_datetime,
    to_json,
    untracked_subclass,
)
from timeback_runtime.validators import DATETIME, NUMBER, OBJECT, TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class LessonPlanOperation(Model):
    """An operation in the log of a lesson plan.

    Attributes:
        id: Id of the operation.
        type_: Type of the operation, as in the request for it.
        sequence_number: Position in the sequence in which operations are applied.
        reason: Why the plan was changed, for people.
        created_at: When the operation was stored.
        created_by: Id of the one who stored it.
        payload: Payload of the operation, as in the request for it.
    """

    FIELDS = {
        "id": Field("id", TEXT, True),
        "type_": Field("type", TEXT, True),
        "payload": Field("payload", OBJECT),
        "sequence_number": Field("sequenceNumber", NUMBER, True),
        "reason": Field("reason", TEXT, True),
        "created_at": Field("createdAt", DATETIME, True),
        "created_by": Field("createdBy", TEXT, True),
    }

    id: str
    type_: str
    sequence_number: float
    reason: str | None
    created_at: datetime.datetime
    created_by: str | None
    payload: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, LessonPlanOperation)
        value: Any
        data = self._start_dict()
        if (value := self.id) is not None or "id" in data:
            data["id"] = value
        if (value := self.type_) is not None or "type" in data:
            data["type"] = value
        if (value := self.payload) is not None or "payload" in data:
            data["payload"] = value if value is data.get("payload") else to_json(value)
        if (value := self.sequence_number) is not None or "sequenceNumber" in data:
            data["sequenceNumber"] = value
        if (value := self.reason) is not None or "reason" in data:
            data["reason"] = value
        if (value := self.created_at) is not None or "createdAt" in data:
            data["createdAt"] = format_datetime(value, data.get("createdAt"))
        if (value := self.created_by) is not None or "createdBy" in data:
            data["createdBy"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> LessonPlanOperation:
        return parse_lesson_plan_operation(data)


_UntrackedLessonPlanOperation = untracked_subclass(LessonPlanOperation)


def parse_lesson_plan_operation(data: Any) -> LessonPlanOperation:
    instance: LessonPlanOperation = new_model(_UntrackedLessonPlanOperation)
    instance._received = data
    instance._changed = None
    instance.id = data.get("id")
    instance.type_ = data.get("type")
    instance.payload = data.get("payload")
    instance.sequence_number = data.get("sequenceNumber")
    instance.reason = data.get("reason")
    instance.created_at = parse_datetime(value) if type(value := data.get("createdAt")) is str else value
    instance.created_by = data.get("createdBy")
    instance.__class__ = LessonPlanOperation
    return instance
