"""Something that the students of a class are graded on, such as an assignment or a test."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_api.common.models.learning_objective_set import LearningObjectiveSet, parse_learning_objective_set
from timeback_api.common.models.reference import Reference, parse_reference
from timeback_api.common.models.status import Status, as_status
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
from timeback_runtime.validators import DATETIME, NUMBER, OBJECT, TEXT, Choice, Field, ListOf, Text


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class LineItem(Model):
    """Something that the students of a class are graded on, such as an assignment or a test.

    Attributes:
        title: Name of what is graded.
        assign_date: When students get it.
        due_date: When it has to be handed in.
        class_: The class whose students are graded.
        school: The school at which the class is held.
        category: The category of the line item.
        sourced_id: Id of the line item.
        status: Whether an object is in use. A deleted object stays readable as `tobedeleted`, so that systems with a
            copy notice the deletion.
        date_last_modified: When the line item was last changed. The server sets it.
        description: Instructions for the student.
        grading_period: The grading period that it counts in.
        academic_session: The academic session of the line item, of any type.
        score_scale: The score scale.
        result_value_min: Lowest score that can be reached.
        result_value_max: Highest score that can be reached.
        learning_objective_set: The learning objectives of the line item, one entry for each source of their ids.
    """

    FIELDS = {
        "sourced_id": Field("sourcedId", Text(1)),
        "status": Field("status", Choice(Status)),
        "date_last_modified": Field("dateLastModified", DATETIME),
        "title": Field("title", TEXT, True),
        "description": Field("description", TEXT),
        "assign_date": Field("assignDate", DATETIME, True),
        "due_date": Field("dueDate", DATETIME, True),
        "class_": Field("class", ModelOf(Reference), True),
        "school": Field("school", ModelOf(Reference), True),
        "category": Field("category", ModelOf(Reference), True),
        "grading_period": Field("gradingPeriod", ModelOf(Reference)),
        "academic_session": Field("academicSession", ModelOf(Reference)),
        "score_scale": Field("scoreScale", ModelOf(Reference)),
        "result_value_min": Field("resultValueMin", NUMBER),
        "result_value_max": Field("resultValueMax", NUMBER),
        "learning_objective_set": Field("learningObjectiveSet", ListOf(ModelOf(LearningObjectiveSet))),
        "metadata": Field("metadata", OBJECT),
    }
    NESTED = {
        "class_": ("class", Reference),
        "school": ("school", Reference),
        "category": ("category", Reference),
        "grading_period": ("gradingPeriod", Reference),
        "academic_session": ("academicSession", Reference),
        "score_scale": ("scoreScale", Reference),
        "learning_objective_set": ("learningObjectiveSet", LearningObjectiveSet),
    }

    FILTERS = frozenset(
        {
            "academicSession.sourcedId",
            "academicSessionSourcedId",
            "category.sourcedId",
            "categorySourcedId",
            "class.sourcedId",
            "classSourcedId",
            "gradingPeriod.sourcedId",
            "gradingPeriodSourcedId",
            "school.sourcedId",
            "schoolSourcedId",
            "scoreScale.sourcedId",
            "scoreScaleSourcedId",
        }
    )

    title: str
    assign_date: datetime.datetime
    due_date: datetime.datetime
    class_: Reference
    school: Reference
    category: Reference
    sourced_id: str = None  # type: ignore[assignment]
    status: Status | str = None  # type: ignore[assignment]
    date_last_modified: datetime.datetime = None  # type: ignore[assignment]
    description: str | None = None
    grading_period: Reference | None = None
    academic_session: Reference | None = None
    score_scale: Reference | None = None
    result_value_min: float | None = None
    result_value_max: float | None = None
    learning_objective_set: list[LearningObjectiveSet] | None = None
    metadata: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, LineItem)
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
        if (value := self.description) is not None or "description" in data:
            data["description"] = value
        if (value := self.assign_date) is not None or "assignDate" in data:
            data["assignDate"] = format_datetime(value, data.get("assignDate"))
        if (value := self.due_date) is not None or "dueDate" in data:
            data["dueDate"] = format_datetime(value, data.get("dueDate"))
        if (value := self.class_) is not None or "class" in data:
            data["class"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.school) is not None or "school" in data:
            data["school"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.category) is not None or "category" in data:
            data["category"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.grading_period) is not None or "gradingPeriod" in data:
            data["gradingPeriod"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.academic_session) is not None or "academicSession" in data:
            data["academicSession"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.score_scale) is not None or "scoreScale" in data:
            data["scoreScale"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.result_value_min) is not None or "resultValueMin" in data:
            data["resultValueMin"] = value
        if (value := self.result_value_max) is not None or "resultValueMax" in data:
            data["resultValueMax"] = value
        if (value := self.learning_objective_set) is not None or "learningObjectiveSet" in data:
            data["learningObjectiveSet"] = list_to_dicts(value)
        if (value := self.metadata) is not None or "metadata" in data:
            data["metadata"] = value if value is data.get("metadata") else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.class_ = parse_reference(value) if type(value := data.get("class")) is dict else value
        self.school = parse_reference(value) if type(value := data.get("school")) is dict else value
        self.category = parse_reference(value) if type(value := data.get("category")) is dict else value
        self.grading_period = parse_reference(value) if type(value := data.get("gradingPeriod")) is dict else value
        self.academic_session = parse_reference(value) if type(value := data.get("academicSession")) is dict else value
        self.score_scale = parse_reference(value) if type(value := data.get("scoreScale")) is dict else value
        self.learning_objective_set = parse_list(data.get("learningObjectiveSet"), parse_learning_objective_set)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> LineItem:
        return parse_line_item(data)


_UntrackedLineItem = untracked_subclass(LineItem)


def parse_line_item(data: Any, deep: bool = False) -> LineItem:
    instance: LineItem = new_model(_UntrackedLineItem)
    instance._received = data
    instance._changed = None
    instance.sourced_id = data.get("sourcedId")
    instance.status = as_status(value, value) if type(value := data.get("status")) is str else value
    instance.date_last_modified = parse_datetime(value) if type(value := data.get("dateLastModified")) is str else value
    instance.title = data.get("title")
    instance.description = data.get("description")
    instance.assign_date = parse_datetime(value) if type(value := data.get("assignDate")) is str else value
    instance.due_date = parse_datetime(value) if type(value := data.get("dueDate")) is str else value
    instance.result_value_min = data.get("resultValueMin")
    instance.result_value_max = data.get("resultValueMax")
    instance.metadata = data.get("metadata")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = LineItem
    return instance
