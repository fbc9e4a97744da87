"""The grade that a student got for a line item."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, from_moment, new, seed, to_datetime
from timeback_runtime.validators import FREE, MOMENT, NUMBER, TEXT, Choice, Field, Many, One, Text


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Result(Model):
    """The grade that a student got for a line item.

    Attributes:
        status: Whether an object is in use. A deleted object stays readable as `tobedeleted`, so that those who hold
            a copy can follow.
        line_item: The line item that was graded.
        student: The student who was graded.
        score_status: How far the work was handed in and graded. PowerPath holds an attempt for complete when it is
            `fully graded`.
        score_date: When it was scored. The platform writes the time of day, the standard the date alone.
        sourced_id: Id of the result.
        date_last_modified: When the result was last changed. The server sets it.
        class_: The class of the line item, where the server names it.
        score_scale: How the score is written down.
        score: The score as a number.
        text_score: The score as text, such as "A" or "passed".
        comment: Words about the grade. They may hold personal data.
        learning_objective_set: Scores for single learning objectives, one entry for each source of their ids.
        in_progress: Whether the student is still at it.
        incomplete: Whether what was handed in is incomplete.
        late: Whether it was handed in late.
        missing: Whether it was not handed in at all.
    """
    status: Status | str | None
    line_item: Reference | None
    student: Reference | None
    score_status: ScoreStatus | str | None
    score_date: datetime.datetime | None
    sourced_id: str | None = None
    date_last_modified: datetime.datetime | None = None
    class_: Reference | None = None
    score_scale: Reference | None = None
    score: float | None = None
    text_score: str | None = None
    comment: str | None = None
    learning_objective_set: list[LearningObjectiveScoreSet] | None = None
    in_progress: TextFlag | str | None = None
    incomplete: TextFlag | str | None = None
    late: TextFlag | str | None = None
    missing: TextFlag | str | None = None
    metadata: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, Result)
        v: Any
        d = self._begin()
        if (v := self.sourced_id) is not None or "sourcedId" in d:
            d["sourcedId"] = v
        if (v := self.status) is not None or "status" in d:
            d["status"] = v
        if (v := self.date_last_modified) is not None or "dateLastModified" in d:
            d["dateLastModified"] = from_moment(v, d.get("dateLastModified"))
        if (v := self.line_item) is not None or "lineItem" in d:
            d["lineItem"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.student) is not None or "student" in d:
            d["student"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.class_) is not None or "class" in d:
            d["class"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.score_scale) is not None or "scoreScale" in d:
            d["scoreScale"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.score_status) is not None or "scoreStatus" in d:
            d["scoreStatus"] = v
        if (v := self.score) is not None or "score" in d:
            d["score"] = v
        if (v := self.text_score) is not None or "textScore" in d:
            d["textScore"] = v
        if (v := self.score_date) is not None or "scoreDate" in d:
            d["scoreDate"] = from_moment(v, d.get("scoreDate"))
        if (v := self.comment) is not None or "comment" in d:
            d["comment"] = v
        if (v := self.learning_objective_set) is not None or "learningObjectiveSet" in d:
            d["learningObjectiveSet"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        if (v := self.in_progress) is not None or "inProgress" in d:
            d["inProgress"] = v
        if (v := self.incomplete) is not None or "incomplete" in d:
            d["incomplete"] = v
        if (v := self.late) is not None or "late" in d:
            d["late"] = v
        if (v := self.missing) is not None or "missing" in d:
            d["missing"] = v
        if (v := self.metadata) is not None or "metadata" in d:
            d["metadata"] = v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.line_item = parse_reference(v) if type(v := d.get("lineItem")) is dict else v
        self.student = parse_reference(v) if type(v := d.get("student")) is dict else v
        self.class_ = parse_reference(v) if type(v := d.get("class")) is dict else v
        self.score_scale = parse_reference(v) if type(v := d.get("scoreScale")) is dict else v
        self.learning_objective_set = ([parse_learning_objective_score_set(i, True) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("learningObjectiveSet")) is list else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Result:
        return parse_result(data)


def parse_result(d: dict[str, Any], whole: bool = False) -> Result:
    self: Result = new(_Result)
    self._raw = d
    self._changed = None
    self.sourced_id = d.get("sourcedId")
    self.status = as_status(v, v) if type(v := d.get("status")) is str else v
    self.date_last_modified = to_datetime(v) if type(v := d.get("dateLastModified")) is str else v
    self.score_status = as_score_status(v, v) if type(v := d.get("scoreStatus")) is str else v
    self.score = d.get("score")
    self.text_score = d.get("textScore")
    self.score_date = to_datetime(v) if type(v := d.get("scoreDate")) is str else v
    self.comment = d.get("comment")
    self.in_progress = as_text_flag(v, v) if type(v := d.get("inProgress")) is str else v
    self.incomplete = as_text_flag(v, v) if type(v := d.get("incomplete")) is str else v
    self.late = as_text_flag(v, v) if type(v := d.get("late")) is str else v
    self.missing = as_text_flag(v, v) if type(v := d.get("missing")) is str else v
    self.metadata = d.get("metadata")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = Result
    return self


from timeback_api.common.models.learning_objective_score_set import (
    LearningObjectiveScoreSet, parse_learning_objective_score_set,
)  # noqa: E402
from timeback_api.common.models.reference import Reference, parse_reference  # noqa: E402
from timeback_api.common.models.score_status import ScoreStatus, as_score_status  # noqa: E402
from timeback_api.common.models.status import Status, as_status  # noqa: E402
from timeback_api.gradebook.models.text_flag import TextFlag, as_text_flag  # noqa: E402

_Result = seed(Result)
Result.FIELDS = {
    "sourced_id": Field("sourcedId", Text(1)),
    "status": Field("status", Choice(Status), True),
    "date_last_modified": Field("dateLastModified", MOMENT),
    "line_item": Field("lineItem", One(Reference), True),
    "student": Field("student", One(Reference), True),
    "class_": Field("class", One(Reference)),
    "score_scale": Field("scoreScale", One(Reference)),
    "score_status": Field("scoreStatus", Choice(ScoreStatus, "^ext:[a-zA-Z0-9.\\-_]+$"), True),
    "score": Field("score", NUMBER),
    "text_score": Field("textScore", TEXT),
    "score_date": Field("scoreDate", MOMENT, True),
    "comment": Field("comment", TEXT),
    "learning_objective_set": Field("learningObjectiveSet", Many(One(LearningObjectiveScoreSet))),
    "in_progress": Field("inProgress", Choice(TextFlag)),
    "incomplete": Field("incomplete", Choice(TextFlag)),
    "late": Field("late", Choice(TextFlag)),
    "missing": Field("missing", Choice(TextFlag)),
    "metadata": Field("metadata", FREE),
}
Result.INSIDE = {
    "line_item": ("lineItem", Reference),
    "student": ("student", Reference),
    "class_": ("class", Reference),
    "score_scale": ("scoreScale", Reference),
    "learning_objective_set": ("learningObjectiveSet", LearningObjectiveScoreSet),
}
Result.FILTERS = frozenset({"class.sourcedId", "classSourcedId", "lineItem.sourcedId", "lineItemSourcedId", "scoreScale.sourcedId", "scoreScaleSourcedId", "student.sourcedId", "studentSourcedId"})
