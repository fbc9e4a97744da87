"""The answer of a student to a question."""

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
from timeback_runtime.validators import DATETIME, OBJECT, TEXT, AnyOf, Field, OneOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
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

    FIELDS = {
        "id": Field("id", TEXT, True),
        "type_": Field("type", OneOf("Response"), True),
        "attempt": Field("attempt", AnyOf(TEXT, OBJECT)),
        "started_at_time": Field("startedAtTime", DATETIME),
        "ended_at_time": Field("endedAtTime", DATETIME),
        "duration": Field("duration", TEXT),
        "extensions": Field("extensions", OBJECT),
    }

    id: str
    type_: str = "Response"
    attempt: str | dict[str, Any] | None = None
    started_at_time: datetime.datetime | None = None
    ended_at_time: datetime.datetime | None = None
    duration: str | None = None
    extensions: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, QuestionResponse)
        value: Any
        data = self._start_dict()
        if (value := self.id) is not None or "id" in data:
            data["id"] = value
        if (value := self.type_) is not None or "type" in data:
            data["type"] = value
        if (value := self.attempt) is not None or "attempt" in data:
            data["attempt"] = value if value is data.get("attempt") else to_json(value)
        if (value := self.started_at_time) is not None or "startedAtTime" in data:
            data["startedAtTime"] = format_datetime(value, data.get("startedAtTime"))
        if (value := self.ended_at_time) is not None or "endedAtTime" in data:
            data["endedAtTime"] = format_datetime(value, data.get("endedAtTime"))
        if (value := self.duration) is not None or "duration" in data:
            data["duration"] = value
        if (value := self.extensions) is not None or "extensions" in data:
            data["extensions"] = value if value is data.get("extensions") else to_json(value)
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> QuestionResponse:
        return parse_question_response(data)


_UntrackedQuestionResponse = untracked_subclass(QuestionResponse)


def parse_question_response(data: Any) -> QuestionResponse:
    instance: QuestionResponse = new_model(_UntrackedQuestionResponse)
    instance._received = data
    instance._changed = None
    instance.id = data.get("id")
    instance.type_ = data.get("type")
    instance.attempt = data.get("attempt")
    instance.started_at_time = parse_datetime(value) if type(value := data.get("startedAtTime")) is str else value
    instance.ended_at_time = parse_datetime(value) if type(value := data.get("endedAtTime")) is str else value
    instance.duration = data.get("duration")
    instance.extensions = data.get("extensions")
    instance.__class__ = QuestionResponse
    return instance
