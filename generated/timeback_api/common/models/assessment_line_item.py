"""A test, or a part of a test, that students can have results in."""

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
class AssessmentLineItem(Model):
    """A test, or a part of a test, that students can have results in. The whole test is the parent of its parts. On the
    platform it can represent a component or a component resource of a course.

    Attributes:
        status: Whether an object is in use. A deleted object stays readable as `tobedeleted`, so that systems with a
            copy notice the deletion.
        title: Name of the test or part.
        sourced_id: Id of the assessment line item.
        date_last_modified: When the assessment line item was last changed. The server sets it.
        description: Description of the assessment line item.
        class_: The class that the test is for, if any.
        course: The course that the test belongs to. The platform's gradebook accepts it, although its documents do not
            mention it. An extension of the platform: another provider may not know it.
        parent_assessment_line_item: The test that this is a part of.
        component: The course component that the test belongs to. An extension of the platform: another provider may not
            know it.
        component_resource: The component resource that the test belongs to. An extension of the platform: another
            provider may not know it.
        score_scale: The score scale.
        result_value_min: Lowest score that can be reached.
        result_value_max: Highest score that can be reached.
        learning_objective_set: The learning objectives that are tested, one entry for each source of their ids.
    """

    FIELDS = {
        "sourced_id": Field("sourcedId", Text(1)),
        "status": Field("status", Choice(Status), True),
        "date_last_modified": Field("dateLastModified", DATETIME),
        "title": Field("title", TEXT, True),
        "description": Field("description", TEXT),
        "class_": Field("class", ModelOf(Reference)),
        "course": Field("course", ModelOf(Reference)),
        "parent_assessment_line_item": Field("parentAssessmentLineItem", ModelOf(Reference)),
        "component": Field("component", ModelOf(Reference)),
        "component_resource": Field("componentResource", ModelOf(Reference)),
        "score_scale": Field("scoreScale", ModelOf(Reference)),
        "result_value_min": Field("resultValueMin", NUMBER),
        "result_value_max": Field("resultValueMax", NUMBER),
        "learning_objective_set": Field("learningObjectiveSet", ListOf(ModelOf(LearningObjectiveSet))),
        "metadata": Field("metadata", OBJECT),
    }
    NESTED = {
        "class_": ("class", Reference),
        "course": ("course", Reference),
        "parent_assessment_line_item": ("parentAssessmentLineItem", Reference),
        "component": ("component", Reference),
        "component_resource": ("componentResource", Reference),
        "score_scale": ("scoreScale", Reference),
        "learning_objective_set": ("learningObjectiveSet", LearningObjectiveSet),
    }

    FILTERS = frozenset(
        {
            "class.sourcedId",
            "classSourcedId",
            "component.sourcedId",
            "componentResource.sourcedId",
            "componentResourceSourcedId",
            "componentSourcedId",
            "course.sourcedId",
            "courseSourcedId",
            "parentAssessmentLineItem.sourcedId",
            "parentAssessmentLineItemSourcedId",
            "scoreScale.sourcedId",
            "scoreScaleSourcedId",
        }
    )

    status: Status | str
    title: str
    sourced_id: str = None  # type: ignore[assignment]
    date_last_modified: datetime.datetime = None  # type: ignore[assignment]
    description: str | None = None
    class_: Reference | None = None
    course: Reference | None = None
    parent_assessment_line_item: Reference | None = None
    component: Reference | None = None
    component_resource: Reference | None = None
    score_scale: Reference | None = None
    result_value_min: float | None = None
    result_value_max: float | None = None
    learning_objective_set: list[LearningObjectiveSet] | None = None
    metadata: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, AssessmentLineItem)
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
        if (value := self.class_) is not None or "class" in data:
            data["class"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.course) is not None or "course" in data:
            data["course"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.parent_assessment_line_item) is not None or "parentAssessmentLineItem" in data:
            data["parentAssessmentLineItem"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.component) is not None or "component" in data:
            data["component"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.component_resource) is not None or "componentResource" in data:
            data["componentResource"] = value.to_dict() if isinstance(value, Model) else to_json(value)
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
        self.course = parse_reference(value) if type(value := data.get("course")) is dict else value
        self.parent_assessment_line_item = (
            parse_reference(value) if type(value := data.get("parentAssessmentLineItem")) is dict else value
        )
        self.component = parse_reference(value) if type(value := data.get("component")) is dict else value
        self.component_resource = (
            parse_reference(value) if type(value := data.get("componentResource")) is dict else value
        )
        self.score_scale = parse_reference(value) if type(value := data.get("scoreScale")) is dict else value
        self.learning_objective_set = parse_list(data.get("learningObjectiveSet"), parse_learning_objective_set)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> AssessmentLineItem:
        return parse_assessment_line_item(data)


_UntrackedAssessmentLineItem = untracked_subclass(AssessmentLineItem)


def parse_assessment_line_item(data: Any, deep: bool = False) -> AssessmentLineItem:
    instance: AssessmentLineItem = new_model(_UntrackedAssessmentLineItem)
    instance._received = data
    instance._changed = None
    instance.sourced_id = data.get("sourcedId")
    instance.status = as_status(value, value) if type(value := data.get("status")) is str else value
    instance.date_last_modified = parse_datetime(value) if type(value := data.get("dateLastModified")) is str else value
    instance.title = data.get("title")
    instance.description = data.get("description")
    instance.result_value_min = data.get("resultValueMin")
    instance.result_value_max = data.get("resultValueMax")
    instance.metadata = data.get("metadata")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = AssessmentLineItem
    return instance
