"""A course as held at a school in one or more terms, or a homeroom."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_api.common.models.reference import Reference, parse_reference
from timeback_api.common.models.status import Status, as_status
from timeback_api.rostering.models.class_type import ClassType, as_class_type
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
class Class(Model):
    """A course as held at a school in one or more terms, or a homeroom. A creation requires a school, under `org` on
    the platform and under `school` in the standard. Replies have it under `school`.

    Attributes:
        title: Name of the class, such as "Algebra I, period 3".
        course: The course that the class teaches.
        terms: The terms in which the class is held.
        sourced_id: Id of the class.
        status: Whether an object is in use. A deleted object stays readable as `tobedeleted`, so that systems with a
            copy notice the deletion.
        date_last_modified: When the class was last changed. The server sets it.
        class_code: Code that people use for the class.
        class_type: Whether a class is scheduled or is a homeroom.
        location: Where the class is held, such as a room.
        grades: Grades that the class is for.
        subjects: Names of the subjects that are taught.
        subject_codes: Codes of the subjects, in the order of `subjects`.
        periods: Periods of the timetable in which the class is held.
        org: The school of the class. The platform expects it here when a class is created. An extension of the
            platform: another provider may not know it.
        school: The school of the class, in replies and in the standard.
        resources: Resources that the class uses. The platform ignores them in requests.
    """

    FIELDS = {
        "sourced_id": Field("sourcedId", Text(1)),
        "status": Field("status", Choice(Status)),
        "date_last_modified": Field("dateLastModified", DATETIME),
        "title": Field("title", TEXT, True),
        "class_code": Field("classCode", TEXT),
        "class_type": Field("classType", Choice(ClassType, pattern="^ext:[a-zA-Z0-9.\\-_]+$")),
        "location": Field("location", TEXT),
        "grades": Field("grades", ListOf(TEXT)),
        "subjects": Field("subjects", ListOf(TEXT)),
        "subject_codes": Field("subjectCodes", ListOf(TEXT)),
        "periods": Field("periods", ListOf(TEXT)),
        "course": Field("course", ModelOf(Reference), True),
        "org": Field("org", ModelOf(Reference)),
        "school": Field("school", ModelOf(Reference)),
        "terms": Field("terms", ListOf(ModelOf(Reference)), True),
        "resources": Field("resources", ListOf(ModelOf(Reference))),
        "metadata": Field("metadata", OBJECT),
    }
    NESTED = {
        "course": ("course", Reference),
        "org": ("org", Reference),
        "school": ("school", Reference),
        "terms": ("terms", Reference),
        "resources": ("resources", Reference),
    }

    FILTERS = frozenset(
        {
            "course.sourcedId",
            "courseSourcedId",
            "org.sourcedId",
            "orgSourcedId",
            "resourceSourcedId",
            "resources.sourcedId",
            "school.sourcedId",
            "schoolSourcedId",
            "termSourcedId",
            "terms.sourcedId",
        }
    )
    ALTERNATIVES = (("org", "school"),)

    title: str
    course: Reference
    terms: list[Reference]
    sourced_id: str = None  # type: ignore[assignment]
    status: Status | str = None  # type: ignore[assignment]
    date_last_modified: datetime.datetime = None  # type: ignore[assignment]
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
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, Class)
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
        if (value := self.class_code) is not None or "classCode" in data:
            data["classCode"] = value
        if (value := self.class_type) is not None or "classType" in data:
            data["classType"] = value if type(value) is str else enum_to_json(value)
        if (value := self.location) is not None or "location" in data:
            data["location"] = value
        if (value := self.grades) is not None or "grades" in data:
            data["grades"] = value if value is data.get("grades") else to_json(value)
        if (value := self.subjects) is not None or "subjects" in data:
            data["subjects"] = value if value is data.get("subjects") else to_json(value)
        if (value := self.subject_codes) is not None or "subjectCodes" in data:
            data["subjectCodes"] = value if value is data.get("subjectCodes") else to_json(value)
        if (value := self.periods) is not None or "periods" in data:
            data["periods"] = value if value is data.get("periods") else to_json(value)
        if (value := self.course) is not None or "course" in data:
            data["course"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.org) is not None or "org" in data:
            data["org"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.school) is not None or "school" in data:
            data["school"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.terms) is not None or "terms" in data:
            data["terms"] = list_to_dicts(value)
        if (value := self.resources) is not None or "resources" in data:
            data["resources"] = list_to_dicts(value)
        if (value := self.metadata) is not None or "metadata" in data:
            data["metadata"] = value if value is data.get("metadata") else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.course = parse_reference(value) if type(value := data.get("course")) is dict else value
        self.org = parse_reference(value) if type(value := data.get("org")) is dict else value
        self.school = parse_reference(value) if type(value := data.get("school")) is dict else value
        self.terms = parse_list(data.get("terms"), parse_reference)
        self.resources = parse_list(data.get("resources"), parse_reference)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Class:
        return parse_class(data)


_UntrackedClass = untracked_subclass(Class)


def parse_class(data: Any, deep: bool = False) -> Class:
    instance: Class = new_model(_UntrackedClass)
    instance._received = data
    instance._changed = None
    instance.sourced_id = data.get("sourcedId")
    instance.status = as_status(value, value) if type(value := data.get("status")) is str else value
    instance.date_last_modified = parse_datetime(value) if type(value := data.get("dateLastModified")) is str else value
    instance.title = data.get("title")
    instance.class_code = data.get("classCode")
    instance.class_type = as_class_type(value, value) if type(value := data.get("classType")) is str else value
    instance.location = data.get("location")
    instance.grades = data.get("grades")
    instance.subjects = data.get("subjects")
    instance.subject_codes = data.get("subjectCodes")
    instance.periods = data.get("periods")
    instance.metadata = data.get("metadata")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = Class
    return instance
