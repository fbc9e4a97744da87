from __future__ import annotations

import datetime
from typing import Any

from timeback_runtime.model import Model
from timeback_runtime.validators import DATETIME, NUMBER, OBJECT, TEXT, json_field


class LessonPlanOperation(Model):
    """An operation in the log of a lesson plan.

    Attributes:
        id: Id of the operation.
        type_: Type of the operation, as in the request for it.
        payload: Payload of the operation, as in the request for it.
        sequence_number: Position in the sequence in which operations are applied.
        reason: Why the plan was changed, for people.
        created_at: When the operation was stored.
        created_by: Id of the one who stored it.
    """

    id: str = json_field("id", TEXT)
    type_: str = json_field("type", TEXT)
    payload: dict[str, Any] | None = json_field("payload", OBJECT, default=None)
    sequence_number: float = json_field("sequenceNumber", NUMBER)
    reason: str | None = json_field("reason", TEXT)
    created_at: datetime.datetime = json_field("createdAt", DATETIME)
    created_by: str | None = json_field("createdBy", TEXT)


parse_lesson_plan_operation = LessonPlanOperation._parse
