"""A OneRoster course."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, from_moment, new, seed, to_datetime, to_json
from timeback_runtime.validators import FREE, MOMENT, TEXT, Choice, Field, Many, One, Text


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Course(Model):
    """A OneRoster course.

    Attributes:
        status: Whether an object is in use. A deleted object stays readable as `tobedeleted`, so that those who hold
            a copy can follow.
        title: Title of the course.
        org: Organisation that offers the course.
        sourced_id: Id of the course.
        date_last_modified: When the course was last changed.
        course_code: Code of the course for people.
        academic_session: Academic session of the course.
        school_year: School year of the course.
        grades: Grades that the course is for.
        subjects: Subjects of the course.
        subject_codes: Codes of the subjects.
        level: Level of the course.
        grading_scheme: Scheme by which the course is graded.
        resources: Resources of the course.
    """
    status: Status | str | None
    title: str | None
    org: Reference | None
    sourced_id: str | None = None
    date_last_modified: datetime.datetime | None = None
    metadata: dict[str, Any] | None = None
    course_code: str | None = None
    academic_session: Reference | None = None
    school_year: Reference | None = None
    grades: list[Grade | str] | None = None
    subjects: list[Subject | str] | None = None
    subject_codes: list[str] | None = None
    level: str | None = None
    grading_scheme: str | None = None
    resources: list[Reference] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, Course)
        v: Any
        d = self._begin()
        if (v := self.sourced_id) is not None or "sourcedId" in d:
            d["sourcedId"] = v
        if (v := self.status) is not None or "status" in d:
            d["status"] = v
        if (v := self.date_last_modified) is not None or "dateLastModified" in d:
            d["dateLastModified"] = from_moment(v, d.get("dateLastModified"))
        if (v := self.metadata) is not None or "metadata" in d:
            d["metadata"] = v
        if (v := self.title) is not None or "title" in d:
            d["title"] = v
        if (v := self.course_code) is not None or "courseCode" in d:
            d["courseCode"] = v
        if (v := self.academic_session) is not None or "academicSession" in d:
            d["academicSession"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.school_year) is not None or "schoolYear" in d:
            d["schoolYear"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.grades) is not None or "grades" in d:
            d["grades"] = to_json(v)
        if (v := self.subjects) is not None or "subjects" in d:
            d["subjects"] = to_json(v)
        if (v := self.subject_codes) is not None or "subjectCodes" in d:
            d["subjectCodes"] = v
        if (v := self.org) is not None or "org" in d:
            d["org"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.level) is not None or "level" in d:
            d["level"] = v
        if (v := self.grading_scheme) is not None or "gradingScheme" in d:
            d["gradingScheme"] = v
        if (v := self.resources) is not None or "resources" in d:
            d["resources"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.academic_session = parse_reference(v) if type(v := d.get("academicSession")) is dict else v
        self.school_year = parse_reference(v) if type(v := d.get("schoolYear")) is dict else v
        self.grades = ([as_grade(i, i) if type(i) is str else i for i in v] if v else v) if type(v := d.get("grades")) is list else v
        self.subjects = ([as_subject(i, i) if type(i) is str else i for i in v] if v else v) if type(v := d.get("subjects")) is list else v
        self.org = parse_reference(v) if type(v := d.get("org")) is dict else v
        self.resources = ([parse_reference(i) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("resources")) is list else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Course:
        return parse_course(data)


def parse_course(d: dict[str, Any], whole: bool = False) -> Course:
    self: Course = new(_Course)
    self._raw = d
    self._changed = None
    self.sourced_id = d.get("sourcedId")
    self.status = as_status(v, v) if type(v := d.get("status")) is str else v
    self.date_last_modified = to_datetime(v) if type(v := d.get("dateLastModified")) is str else v
    self.metadata = d.get("metadata")
    self.title = d.get("title")
    self.course_code = d.get("courseCode")
    self.subject_codes = d.get("subjectCodes")
    self.level = d.get("level")
    self.grading_scheme = d.get("gradingScheme")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = Course
    return self


from timeback_api.common.models.grade import Grade, as_grade  # noqa: E402
from timeback_api.common.models.reference import Reference, parse_reference  # noqa: E402
from timeback_api.common.models.status import Status, as_status  # noqa: E402
from timeback_api.powerpath.models.subject import Subject, as_subject  # noqa: E402

_Course = seed(Course)
Course.FIELDS = {
    "sourced_id": Field("sourcedId", Text(1)),
    "status": Field("status", Choice(Status), True),
    "date_last_modified": Field("dateLastModified", MOMENT),
    "metadata": Field("metadata", FREE),
    "title": Field("title", TEXT, True),
    "course_code": Field("courseCode", TEXT),
    "academic_session": Field("academicSession", One(Reference)),
    "school_year": Field("schoolYear", One(Reference)),
    "grades": Field("grades", Many(Choice(Grade))),
    "subjects": Field("subjects", Many(Choice(Subject))),
    "subject_codes": Field("subjectCodes", Many(TEXT)),
    "org": Field("org", One(Reference), True),
    "level": Field("level", TEXT),
    "grading_scheme": Field("gradingScheme", TEXT),
    "resources": Field("resources", Many(One(Reference))),
}
Course.INSIDE = {
    "academic_session": ("academicSession", Reference),
    "school_year": ("schoolYear", Reference),
    "grades": ("grades", None),
    "subjects": ("subjects", None),
    "org": ("org", Reference),
    "resources": ("resources", Reference),
}
