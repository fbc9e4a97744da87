"""A course in short."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, from_moment, new, seed, to_datetime, to_json
from timeback_runtime.validators import MOMENT, TEXT, Choice, Field, Many


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class CourseSummary(Model):
    """A course in short.

    Attributes:
        sourced_id: Id of the course.
        status: Whether an object is in use. A deleted object stays readable as `tobedeleted`, so that those who hold
            a copy can follow.
        date_last_modified: When the course was last changed.
        title: Title of the course.
        course_code: Code of the course for people.
        grades: Grades that the course is for.
        subjects: Subjects of the course.
        level: Level of the course.
        org_sourced_id: Id of the organisation that offers the course.
    """
    sourced_id: str | None
    status: Status | str | None
    date_last_modified: datetime.datetime | None
    title: str | None
    course_code: str | None
    grades: list[Grade | str] | None
    subjects: list[Subject | str] | None
    level: str | None
    org_sourced_id: str | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, CourseSummary)
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
        if (v := self.course_code) is not None or "courseCode" in d:
            d["courseCode"] = v
        if (v := self.grades) is not None or "grades" in d:
            d["grades"] = to_json(v)
        if (v := self.subjects) is not None or "subjects" in d:
            d["subjects"] = to_json(v)
        if (v := self.level) is not None or "level" in d:
            d["level"] = v
        if (v := self.org_sourced_id) is not None or "orgSourcedId" in d:
            d["orgSourcedId"] = v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.grades = ([as_grade(i, i) if type(i) is str else i for i in v] if v else v) if type(v := d.get("grades")) is list else v
        self.subjects = ([as_subject(i, i) if type(i) is str else i for i in v] if v else v) if type(v := d.get("subjects")) is list else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> CourseSummary:
        return parse_course_summary(data)


def parse_course_summary(d: dict[str, Any], whole: bool = False) -> CourseSummary:
    self: CourseSummary = new(_CourseSummary)
    self._raw = d
    self._changed = None
    self.sourced_id = d.get("sourcedId")
    self.status = as_status(v, v) if type(v := d.get("status")) is str else v
    self.date_last_modified = to_datetime(v) if type(v := d.get("dateLastModified")) is str else v
    self.title = d.get("title")
    self.course_code = d.get("courseCode")
    self.level = d.get("level")
    self.org_sourced_id = d.get("orgSourcedId")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = CourseSummary
    return self


from timeback_api.common.models.grade import Grade, as_grade  # noqa: E402
from timeback_api.common.models.status import Status, as_status  # noqa: E402
from timeback_api.powerpath.models.subject import Subject, as_subject  # noqa: E402

_CourseSummary = seed(CourseSummary)
CourseSummary.FIELDS = {
    "sourced_id": Field("sourcedId", TEXT, True),
    "status": Field("status", Choice(Status), True),
    "date_last_modified": Field("dateLastModified", MOMENT, True),
    "title": Field("title", TEXT, True),
    "course_code": Field("courseCode", TEXT, True),
    "grades": Field("grades", Many(Choice(Grade)), True),
    "subjects": Field("subjects", Many(Choice(Subject)), True),
    "level": Field("level", TEXT, True),
    "org_sourced_id": Field("orgSourcedId", TEXT, True),
}
CourseSummary.INSIDE = {
    "grades": ("grades", None),
    "subjects": ("subjects", None),
}
