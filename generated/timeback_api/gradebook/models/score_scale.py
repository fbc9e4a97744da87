"""The scores used in a class, and the meaning of each."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_api.common.models.reference import Reference, parse_reference
from timeback_api.common.models.status import Status, as_status
from timeback_api.gradebook.models.score_scale_value import ScoreScaleValue, parse_score_scale_value
from timeback_runtime.model import (
    Model,
    copy_payload,
    enum_to_json,
    format_datetime,
    list_to_dicts,
    new_model,
    parse_datetime,
    parse_list,
    to_json,
    untracked_subclass,
)
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import DATETIME, OBJECT, TEXT, Choice, Field, ListOf, Text


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ScoreScale(Model):
    """The scores used in a class, and the meaning of each.

    Attributes:
        status: Whether an object is in use. A deleted object stays readable as `tobedeleted`, so that systems with a
            copy notice the deletion.
        title: Name of the score scale.
        type_: Type of the scale. Its users choose the values.
        class_: The class that the scale is for.
        score_scale_value: The values of the scale and their meanings.
        sourced_id: Id of the score scale.
        date_last_modified: When the score scale was last changed. The server sets it.
        course: The course that the scale is for.
    """

    FIELDS = {
        "sourced_id": Field("sourcedId", Text(1)),
        "status": Field("status", Choice(Status), True),
        "date_last_modified": Field("dateLastModified", DATETIME),
        "title": Field("title", TEXT, True),
        "type_": Field("type", TEXT, True),
        "class_": Field("class", ModelOf(Reference), True),
        "course": Field("course", ModelOf(Reference)),
        "score_scale_value": Field("scoreScaleValue", ListOf(ModelOf(ScoreScaleValue)), True),
        "metadata": Field("metadata", OBJECT),
    }
    NESTED = {
        "class_": ("class", Reference),
        "course": ("course", Reference),
        "score_scale_value": ("scoreScaleValue", ScoreScaleValue),
    }

    FILTERS = frozenset({"class.sourcedId", "classSourcedId", "course.sourcedId", "courseSourcedId"})

    status: Status | str
    title: str
    type_: str
    class_: Reference
    score_scale_value: list[ScoreScaleValue]
    sourced_id: str = None  # type: ignore[assignment]
    date_last_modified: datetime.datetime = None  # type: ignore[assignment]
    course: Reference | None = None
    metadata: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, ScoreScale)
        value: Any
        data = self._start_dict()
        if (value := self.sourced_id) is not None or "sourcedId" in data:
            data["sourcedId"] = value
        if (value := self.status) is not None or "status" in data:
            data["status"] = value if type(value) is str else enum_to_json(value)
        if (value := self.date_last_modified) is not None or "dateLastModified" in data:
            data["dateLastModified"] = format_datetime(value, data.get("dateLastModified"))
        if (value := self.title) is not None or "title" in data:
            data["title"] = value
        if (value := self.type_) is not None or "type" in data:
            data["type"] = value
        if (value := self.class_) is not None or "class" in data:
            data["class"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.course) is not None or "course" in data:
            data["course"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.score_scale_value) is not None or "scoreScaleValue" in data:
            data["scoreScaleValue"] = list_to_dicts(value)
        if (value := self.metadata) is not None or "metadata" in data:
            data["metadata"] = value if value is data.get("metadata") else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.class_ = parse_reference(value) if type(value := data.get("class")) is dict else value
        self.course = parse_reference(value) if type(value := data.get("course")) is dict else value
        self.score_scale_value = parse_list(data.get("scoreScaleValue"), parse_score_scale_value)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ScoreScale:
        return parse_score_scale(data)


_UntrackedScoreScale = untracked_subclass(ScoreScale)


def parse_score_scale(data: Any, deep: bool = False) -> ScoreScale:
    instance: ScoreScale = new_model(_UntrackedScoreScale)
    instance._received = data
    instance._changed = None
    instance.sourced_id = data.get("sourcedId")
    instance.status = as_status(value, value) if type(value := data.get("status")) is str else value
    instance.date_last_modified = parse_datetime(value) if type(value := data.get("dateLastModified")) is str else value
    instance.title = data.get("title")
    instance.type_ = data.get("type")
    instance.metadata = data.get("metadata")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = ScoreScale
    return instance
