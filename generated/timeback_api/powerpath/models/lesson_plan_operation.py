"""An operation in the log of a lesson plan."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, from_moment, new, seed, to_datetime
from timeback_runtime.validators import FREE, MOMENT, NUMBER, TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class LessonPlanOperation(Model):
    """An operation in the log of a lesson plan.

    Attributes:
        id: Id of the operation.
        type_: Type of the operation, as in the command that asked for it.
        sequence_number: Place in the sequence in which operations are applied.
        reason: Why the plan was changed, for people.
        created_at: When the operation was stored.
        created_by: Id of the one who stored it.
        payload: Payload of the operation, as in the command that asked for it.
    """
    id: str | None
    type_: str | None
    sequence_number: float | None
    reason: str | None
    created_at: datetime.datetime | None
    created_by: str | None
    payload: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, LessonPlanOperation)
        v: Any
        d = self._begin()
        if (v := self.id) is not None or "id" in d:
            d["id"] = v
        if (v := self.type_) is not None or "type" in d:
            d["type"] = v
        if (v := self.payload) is not None or "payload" in d:
            d["payload"] = v
        if (v := self.sequence_number) is not None or "sequenceNumber" in d:
            d["sequenceNumber"] = v
        if (v := self.reason) is not None or "reason" in d:
            d["reason"] = v
        if (v := self.created_at) is not None or "createdAt" in d:
            d["createdAt"] = from_moment(v, d.get("createdAt"))
        if (v := self.created_by) is not None or "createdBy" in d:
            d["createdBy"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> LessonPlanOperation:
        return parse_lesson_plan_operation(data)


def parse_lesson_plan_operation(d: dict[str, Any]) -> LessonPlanOperation:
    self: LessonPlanOperation = new(_LessonPlanOperation)
    self._raw = d
    self._changed = None
    self.id = d.get("id")
    self.type_ = d.get("type")
    self.payload = d.get("payload")
    self.sequence_number = d.get("sequenceNumber")
    self.reason = d.get("reason")
    self.created_at = to_datetime(v) if type(v := d.get("createdAt")) is str else v
    self.created_by = d.get("createdBy")
    self.__class__ = LessonPlanOperation
    return self




_LessonPlanOperation = seed(LessonPlanOperation)
LessonPlanOperation.FIELDS = {
    "id": Field("id", TEXT, True),
    "type_": Field("type", TEXT, True),
    "payload": Field("payload", FREE),
    "sequence_number": Field("sequenceNumber", NUMBER, True),
    "reason": Field("reason", TEXT, True),
    "created_at": Field("createdAt", MOMENT, True),
    "created_by": Field("createdBy", TEXT, True),
}
