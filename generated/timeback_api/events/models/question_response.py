from __future__ import annotations

import datetime
from typing import Any

from timeback_runtime.model import Model
from timeback_runtime.validators import DATETIME, OBJECT, TEXT, AnyOf, OneOf, json_field


class QuestionResponse(Model):
    """The answer of a student to a question.

    Attributes:
        id: IRI of the answer.
        type_: Type of the entity.
        attempt: The attempt that the answer is part of.
        started_at_time: When the student started to answer.
        ended_at_time: When the student finished the answer.
        duration: How long the answer took, as an ISO 8601 duration such as `PT30S`.
        extensions: Additional key and value pairs. Their meaning is defined by the applications that use them.
    """

    id: str = json_field("id", TEXT)
    type_: str = json_field("type", OneOf("Response"), default="Response", required=True)
    attempt: str | dict[str, Any] | None = json_field("attempt", AnyOf(TEXT, OBJECT), default=None)
    started_at_time: datetime.datetime | None = json_field("startedAtTime", DATETIME, default=None)
    ended_at_time: datetime.datetime | None = json_field("endedAtTime", DATETIME, default=None)
    duration: str | None = json_field("duration", TEXT, default=None)
    extensions: dict[str, Any] | None = json_field("extensions", OBJECT, default=None)


parse_question_response = QuestionResponse._parse
