from __future__ import annotations

import datetime
from typing import Any

from timeback_api.common.models.reference import Reference
from timeback_api.common.models.status import Status
from timeback_api.gradebook.models.score_scale_value import ScoreScaleValue
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import DATETIME, OBJECT, TEXT, Choice, ListOf, Text, json_field


class ScoreScale(Model):
    """The scores used in a class, and the meaning of each.

    Attributes:
        sourced_id: Id of the score scale.
        status: Whether an object is in use. A deleted object stays readable as `tobedeleted`, so that systems with a
            copy notice the deletion.
        date_last_modified: When the score scale was last changed. The server sets it.
        title: Name of the score scale.
        type_: Type of the scale. Its users choose the values.
        class_: The class that the scale is for.
        course: The course that the scale is for.
        score_scale_value: The values of the scale and their meanings.
    """

    sourced_id: str = json_field("sourcedId", Text(1), default=None)
    status: Status | str = json_field("status", Choice(Status))
    date_last_modified: datetime.datetime = json_field("dateLastModified", DATETIME, default=None)
    title: str = json_field("title", TEXT)
    type_: str = json_field("type", TEXT)
    class_: Reference = json_field("class", ModelOf(Reference))
    course: Reference | None = json_field("course", ModelOf(Reference), default=None)
    score_scale_value: list[ScoreScaleValue] = json_field("scoreScaleValue", ListOf(ModelOf(ScoreScaleValue)))
    metadata: dict[str, Any] | None = json_field("metadata", OBJECT, default=None)

    FILTERS = frozenset({"class.sourcedId", "classSourcedId", "course.sourcedId", "courseSourcedId"})


parse_score_scale = ScoreScale._parse
