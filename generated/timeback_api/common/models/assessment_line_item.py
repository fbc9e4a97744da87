"""A test or a part of one that students can have results in."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, from_moment, new, seed, to_datetime
from timeback_runtime.validators import FREE, MOMENT, NUMBER, TEXT, Choice, Field, Many, One, Text


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class AssessmentLineItem(Model):
    """A test or a part of one that students can have results in. Parts name the whole as their parent. On the platform
    it can stand for a component or a component resource of a course.

    Attributes:
        status: Whether an object is in use. A deleted object stays readable as `tobedeleted`, so that those who hold
            a copy can follow.
        title: Name of the test or part.
        sourced_id: Id of the assessment line item.
        date_last_modified: When the assessment line item was last changed. The server sets it.
        description: What it is about.
        class_: The class that the test is for, if it is for one.
        course: The course that the test belongs to. The platform's gradebook takes it, although its documents do not
            name it.
        parent_assessment_line_item: The test that this is a part of.
        component: The course component that the test belongs to.
        component_resource: The component resource, as students meet it in a course, that the test belongs to.
        score_scale: How scores are written down.
        result_value_min: Lowest score that can be reached.
        result_value_max: Highest score that can be reached.
        learning_objective_set: The learning objectives that are tested, one entry for each source of their ids.
    """
    status: Status | str | None
    title: str | None
    sourced_id: str | None = None
    date_last_modified: datetime.datetime | None = None
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
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, AssessmentLineItem)
        v: Any
        d = self._begin()
        if (v := self.sourced_id) is not None or "sourcedId" in d:
            d["sourcedId"] = v
        if (v := self.status) is not None or "status" in d:
            d["status"] = v
        if (v := self.date_last_modified) is not None or "dateLastModified" in d:
            d["dateLastModified"] = from_moment(v, d.get("dateLastModified"))
        if (v := self.title) is not None or "title" in d:
            d["title"] = v
        if (v := self.description) is not None or "description" in d:
            d["description"] = v
        if (v := self.class_) is not None or "class" in d:
            d["class"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.course) is not None or "course" in d:
            d["course"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.parent_assessment_line_item) is not None or "parentAssessmentLineItem" in d:
            d["parentAssessmentLineItem"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.component) is not None or "component" in d:
            d["component"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.component_resource) is not None or "componentResource" in d:
            d["componentResource"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.score_scale) is not None or "scoreScale" in d:
            d["scoreScale"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.result_value_min) is not None or "resultValueMin" in d:
            d["resultValueMin"] = v
        if (v := self.result_value_max) is not None or "resultValueMax" in d:
            d["resultValueMax"] = v
        if (v := self.learning_objective_set) is not None or "learningObjectiveSet" in d:
            d["learningObjectiveSet"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        if (v := self.metadata) is not None or "metadata" in d:
            d["metadata"] = v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.class_ = parse_reference(v) if type(v := d.get("class")) is dict else v
        self.course = parse_reference(v) if type(v := d.get("course")) is dict else v
        self.parent_assessment_line_item = parse_reference(v) if type(v := d.get("parentAssessmentLineItem")) is dict else v
        self.component = parse_reference(v) if type(v := d.get("component")) is dict else v
        self.component_resource = parse_reference(v) if type(v := d.get("componentResource")) is dict else v
        self.score_scale = parse_reference(v) if type(v := d.get("scoreScale")) is dict else v
        self.learning_objective_set = ([parse_learning_objective_set(i) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("learningObjectiveSet")) is list else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> AssessmentLineItem:
        return parse_assessment_line_item(data)


def parse_assessment_line_item(d: dict[str, Any], whole: bool = False) -> AssessmentLineItem:
    self: AssessmentLineItem = new(_AssessmentLineItem)
    self._raw = d
    self._changed = None
    self.sourced_id = d.get("sourcedId")
    self.status = as_status(v, v) if type(v := d.get("status")) is str else v
    self.date_last_modified = to_datetime(v) if type(v := d.get("dateLastModified")) is str else v
    self.title = d.get("title")
    self.description = d.get("description")
    self.result_value_min = d.get("resultValueMin")
    self.result_value_max = d.get("resultValueMax")
    self.metadata = d.get("metadata")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = AssessmentLineItem
    return self


from timeback_api.common.models.learning_objective_set import LearningObjectiveSet, parse_learning_objective_set  # noqa: E402
from timeback_api.common.models.reference import Reference, parse_reference  # noqa: E402
from timeback_api.common.models.status import Status, as_status  # noqa: E402

_AssessmentLineItem = seed(AssessmentLineItem)
AssessmentLineItem.FIELDS = {
    "sourced_id": Field("sourcedId", Text(1)),
    "status": Field("status", Choice(Status), True),
    "date_last_modified": Field("dateLastModified", MOMENT),
    "title": Field("title", TEXT, True),
    "description": Field("description", TEXT),
    "class_": Field("class", One(Reference)),
    "course": Field("course", One(Reference)),
    "parent_assessment_line_item": Field("parentAssessmentLineItem", One(Reference)),
    "component": Field("component", One(Reference)),
    "component_resource": Field("componentResource", One(Reference)),
    "score_scale": Field("scoreScale", One(Reference)),
    "result_value_min": Field("resultValueMin", NUMBER),
    "result_value_max": Field("resultValueMax", NUMBER),
    "learning_objective_set": Field("learningObjectiveSet", Many(One(LearningObjectiveSet))),
    "metadata": Field("metadata", FREE),
}
AssessmentLineItem.INSIDE = {
    "class_": ("class", Reference),
    "course": ("course", Reference),
    "parent_assessment_line_item": ("parentAssessmentLineItem", Reference),
    "component": ("component", Reference),
    "component_resource": ("componentResource", Reference),
    "score_scale": ("scoreScale", Reference),
    "learning_objective_set": ("learningObjectiveSet", LearningObjectiveSet),
}
AssessmentLineItem.FILTERS = frozenset({"class.sourcedId", "classSourcedId", "component.sourcedId", "componentResource.sourcedId", "componentResourceSourcedId", "componentSourcedId", "course.sourcedId", "courseSourcedId", "parentAssessmentLineItem.sourcedId", "parentAssessmentLineItemSourcedId", "scoreScale.sourcedId", "scoreScaleSourcedId"})
