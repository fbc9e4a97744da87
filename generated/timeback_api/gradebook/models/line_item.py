"""Something that the students of a class are graded on, such as an assignment or a test."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, from_moment, new, seed, to_datetime
from timeback_runtime.validators import FREE, MOMENT, NUMBER, TEXT, Choice, Field, Many, One, Text


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class LineItem(Model):
    """Something that the students of a class are graded on, such as an assignment or a test.

    Attributes:
        title: Name of what is graded.
        assign_date: When students get it.
        due_date: When it has to be handed in.
        class_: The class whose students are graded.
        school: The school at which the class is held.
        category: The kind of line items that this one counts among.
        sourced_id: Id of the line item.
        status: Whether an object is in use. A deleted object stays readable as `tobedeleted`, so that those who hold
            a copy can follow.
        date_last_modified: When the line item was last changed. The server sets it.
        description: What is to be done.
        grading_period: The grading period that it counts in.
        academic_session: The academic session that it counts in, of any type.
        score_scale: How scores are written down.
        result_value_min: Lowest score that can be reached.
        result_value_max: Highest score that can be reached.
        learning_objective_set: The learning objectives that are worked on, one entry for each source of their ids.
    """
    title: str | None
    assign_date: datetime.datetime | None
    due_date: datetime.datetime | None
    class_: Reference | None
    school: Reference | None
    category: Reference | None
    sourced_id: str | None = None
    status: Status | str | None = None
    date_last_modified: datetime.datetime | None = None
    description: str | None = None
    grading_period: Reference | None = None
    academic_session: Reference | None = None
    score_scale: Reference | None = None
    result_value_min: float | None = None
    result_value_max: float | None = None
    learning_objective_set: list[LearningObjectiveSet] | None = None
    metadata: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, LineItem)
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
        if (v := self.assign_date) is not None or "assignDate" in d:
            d["assignDate"] = from_moment(v, d.get("assignDate"))
        if (v := self.due_date) is not None or "dueDate" in d:
            d["dueDate"] = from_moment(v, d.get("dueDate"))
        if (v := self.class_) is not None or "class" in d:
            d["class"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.school) is not None or "school" in d:
            d["school"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.category) is not None or "category" in d:
            d["category"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.grading_period) is not None or "gradingPeriod" in d:
            d["gradingPeriod"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.academic_session) is not None or "academicSession" in d:
            d["academicSession"] = v.to_dict() if isinstance(v, Model) else v
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
        self.school = parse_reference(v) if type(v := d.get("school")) is dict else v
        self.category = parse_reference(v) if type(v := d.get("category")) is dict else v
        self.grading_period = parse_reference(v) if type(v := d.get("gradingPeriod")) is dict else v
        self.academic_session = parse_reference(v) if type(v := d.get("academicSession")) is dict else v
        self.score_scale = parse_reference(v) if type(v := d.get("scoreScale")) is dict else v
        self.learning_objective_set = ([parse_learning_objective_set(i) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("learningObjectiveSet")) is list else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> LineItem:
        return parse_line_item(data)


def parse_line_item(d: dict[str, Any], whole: bool = False) -> LineItem:
    self: LineItem = new(_LineItem)
    self._raw = d
    self._changed = None
    self.sourced_id = d.get("sourcedId")
    self.status = as_status(v, v) if type(v := d.get("status")) is str else v
    self.date_last_modified = to_datetime(v) if type(v := d.get("dateLastModified")) is str else v
    self.title = d.get("title")
    self.description = d.get("description")
    self.assign_date = to_datetime(v) if type(v := d.get("assignDate")) is str else v
    self.due_date = to_datetime(v) if type(v := d.get("dueDate")) is str else v
    self.result_value_min = d.get("resultValueMin")
    self.result_value_max = d.get("resultValueMax")
    self.metadata = d.get("metadata")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = LineItem
    return self


from timeback_api.common.models.learning_objective_set import LearningObjectiveSet, parse_learning_objective_set  # noqa: E402
from timeback_api.common.models.reference import Reference, parse_reference  # noqa: E402
from timeback_api.common.models.status import Status, as_status  # noqa: E402

_LineItem = seed(LineItem)
LineItem.FIELDS = {
    "sourced_id": Field("sourcedId", Text(1)),
    "status": Field("status", Choice(Status)),
    "date_last_modified": Field("dateLastModified", MOMENT),
    "title": Field("title", TEXT, True),
    "description": Field("description", TEXT),
    "assign_date": Field("assignDate", MOMENT, True),
    "due_date": Field("dueDate", MOMENT, True),
    "class_": Field("class", One(Reference), True),
    "school": Field("school", One(Reference), True),
    "category": Field("category", One(Reference), True),
    "grading_period": Field("gradingPeriod", One(Reference)),
    "academic_session": Field("academicSession", One(Reference)),
    "score_scale": Field("scoreScale", One(Reference)),
    "result_value_min": Field("resultValueMin", NUMBER),
    "result_value_max": Field("resultValueMax", NUMBER),
    "learning_objective_set": Field("learningObjectiveSet", Many(One(LearningObjectiveSet))),
    "metadata": Field("metadata", FREE),
}
LineItem.INSIDE = {
    "class_": ("class", Reference),
    "school": ("school", Reference),
    "category": ("category", Reference),
    "grading_period": ("gradingPeriod", Reference),
    "academic_session": ("academicSession", Reference),
    "score_scale": ("scoreScale", Reference),
    "learning_objective_set": ("learningObjectiveSet", LearningObjectiveSet),
}
LineItem.FILTERS = frozenset({"academicSession.sourcedId", "academicSessionSourcedId", "category.sourcedId", "categorySourcedId", "class.sourcedId", "classSourcedId", "gradingPeriod.sourcedId", "gradingPeriodSourcedId", "school.sourcedId", "schoolSourcedId", "scoreScale.sourcedId", "scoreScaleSourcedId"})
