"""A course as it is held at a school in one or more terms, or a homeroom."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, from_moment, new, seed, to_datetime
from timeback_runtime.validators import FREE, MOMENT, TEXT, Choice, Field, Many, One, Text


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Class(Model):
    """A course as it is held at a school in one or more terms, or a homeroom. To be created it needs a school, under
    `org` for the platform, under `school` for the standard; replies have it under `school`.

    Attributes:
        title: Name of the class, such as "Algebra I, period 3".
        course: The course that the class teaches.
        terms: The terms in which the class is held.
        sourced_id: Id of the class.
        status: Whether an object is in use. A deleted object stays readable as `tobedeleted`, so that those who hold
            a copy can follow.
        date_last_modified: When the class was last changed. The server sets it.
        class_code: Code that people use for the class.
        class_type: Whether a class is on the timetable or is the group in which students are looked after.
        location: Where the class is held, such as a room.
        grades: Grades that the class is for.
        subjects: Names of the subjects that are taught.
        subject_codes: Codes of the subjects, in the order of `subjects`.
        periods: Periods of the timetable in which the class is held.
        org: The school of the class, as the platform takes it when a class is created.
        school: The school of the class, as replies and the standard have it.
        resources: Resources that the class uses. The platform ignores them when a class is written.
    """
    title: str | None
    course: Reference | None
    terms: list[Reference] | None
    sourced_id: str | None = None
    status: Status | str | None = None
    date_last_modified: datetime.datetime | None = None
    class_code: str | None = None
    class_type: ClassType | str | None = None
    location: str | None = None
    grades: list[str] | None = None
    subjects: list[str] | None = None
    subject_codes: list[str] | None = None
    periods: list[str] | None = None
    org: Reference | None = None
    school: Reference | None = None
    resources: list[Reference] | None = None
    metadata: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, Class)
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
        if (v := self.class_code) is not None or "classCode" in d:
            d["classCode"] = v
        if (v := self.class_type) is not None or "classType" in d:
            d["classType"] = v
        if (v := self.location) is not None or "location" in d:
            d["location"] = v
        if (v := self.grades) is not None or "grades" in d:
            d["grades"] = v
        if (v := self.subjects) is not None or "subjects" in d:
            d["subjects"] = v
        if (v := self.subject_codes) is not None or "subjectCodes" in d:
            d["subjectCodes"] = v
        if (v := self.periods) is not None or "periods" in d:
            d["periods"] = v
        if (v := self.course) is not None or "course" in d:
            d["course"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.org) is not None or "org" in d:
            d["org"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.school) is not None or "school" in d:
            d["school"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.terms) is not None or "terms" in d:
            d["terms"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        if (v := self.resources) is not None or "resources" in d:
            d["resources"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        if (v := self.metadata) is not None or "metadata" in d:
            d["metadata"] = v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.course = parse_reference(v) if type(v := d.get("course")) is dict else v
        self.org = parse_reference(v) if type(v := d.get("org")) is dict else v
        self.school = parse_reference(v) if type(v := d.get("school")) is dict else v
        self.terms = ([parse_reference(i) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("terms")) is list else v
        self.resources = ([parse_reference(i) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("resources")) is list else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Class:
        return parse_class(data)


def parse_class(d: dict[str, Any], whole: bool = False) -> Class:
    self: Class = new(_Class)
    self._raw = d
    self._changed = None
    self.sourced_id = d.get("sourcedId")
    self.status = as_status(v, v) if type(v := d.get("status")) is str else v
    self.date_last_modified = to_datetime(v) if type(v := d.get("dateLastModified")) is str else v
    self.title = d.get("title")
    self.class_code = d.get("classCode")
    self.class_type = as_class_type(v, v) if type(v := d.get("classType")) is str else v
    self.location = d.get("location")
    self.grades = d.get("grades")
    self.subjects = d.get("subjects")
    self.subject_codes = d.get("subjectCodes")
    self.periods = d.get("periods")
    self.metadata = d.get("metadata")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = Class
    return self


from timeback_api.common.models.reference import Reference, parse_reference  # noqa: E402
from timeback_api.common.models.status import Status, as_status  # noqa: E402
from timeback_api.rostering.models.class_type import ClassType, as_class_type  # noqa: E402

_Class = seed(Class)
Class.FIELDS = {
    "sourced_id": Field("sourcedId", Text(1)),
    "status": Field("status", Choice(Status)),
    "date_last_modified": Field("dateLastModified", MOMENT),
    "title": Field("title", TEXT, True),
    "class_code": Field("classCode", TEXT),
    "class_type": Field("classType", Choice(ClassType, "^ext:[a-zA-Z0-9.\\-_]+$")),
    "location": Field("location", TEXT),
    "grades": Field("grades", Many(TEXT)),
    "subjects": Field("subjects", Many(TEXT)),
    "subject_codes": Field("subjectCodes", Many(TEXT)),
    "periods": Field("periods", Many(TEXT)),
    "course": Field("course", One(Reference), True),
    "org": Field("org", One(Reference)),
    "school": Field("school", One(Reference)),
    "terms": Field("terms", Many(One(Reference)), True),
    "resources": Field("resources", Many(One(Reference))),
    "metadata": Field("metadata", FREE),
}
Class.INSIDE = {
    "course": ("course", Reference),
    "org": ("org", Reference),
    "school": ("school", Reference),
    "terms": ("terms", Reference),
    "resources": ("resources", Reference),
}
Class.FILTERS = frozenset({"course.sourcedId", "courseSourcedId", "org.sourcedId", "orgSourcedId", "resourceSourcedId", "resources.sourcedId", "school.sourcedId", "schoolSourcedId", "termSourcedId", "terms.sourcedId"})
Class.ALTERNATIVES = (('org', 'school'),)
