"""The course of an enrollment or a class."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.common.models.course_app import CourseApp, parse_course_app
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import OBJECT, TEXT, Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class EnrolledCourse(Model):
    """The course of an enrollment or a class.

    Attributes:
        id: Id of the course.
        title: Name of the course.
        subjects: Names of the subjects that the course covers.
        grades: Grades that the course is for.
        primary_app: The application in which the course is taken.
    """

    FIELDS = {
        "id": Field("id", TEXT, True),
        "title": Field("title", TEXT, True),
        "metadata": Field("metadata", OBJECT, True),
        "subjects": Field("subjects", ListOf(TEXT)),
        "grades": Field("grades", ListOf(TEXT)),
        "primary_app": Field("primaryApp", ModelOf(CourseApp)),
    }
    NESTED = {"primary_app": ("primaryApp", CourseApp)}

    id: str
    title: str
    metadata: dict[str, Any] | None
    subjects: list[str] | None = None
    grades: list[str] | None = None
    primary_app: CourseApp | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, EnrolledCourse)
        value: Any
        data = self._start_dict()
        if (value := self.id) is not None or "id" in data:
            data["id"] = value
        if (value := self.title) is not None or "title" in data:
            data["title"] = value
        if (value := self.metadata) is not None or "metadata" in data:
            data["metadata"] = value if value is data.get("metadata") else to_json(value)
        if (value := self.subjects) is not None or "subjects" in data:
            data["subjects"] = value if value is data.get("subjects") else to_json(value)
        if (value := self.grades) is not None or "grades" in data:
            data["grades"] = value if value is data.get("grades") else to_json(value)
        if (value := self.primary_app) is not None or "primaryApp" in data:
            data["primaryApp"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.primary_app = parse_course_app(value) if type(value := data.get("primaryApp")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> EnrolledCourse:
        return parse_enrolled_course(data)


_UntrackedEnrolledCourse = untracked_subclass(EnrolledCourse)


def parse_enrolled_course(data: Any, deep: bool = False) -> EnrolledCourse:
    instance: EnrolledCourse = new_model(_UntrackedEnrolledCourse)
    instance._received = data
    instance._changed = None
    instance.id = data.get("id")
    instance.title = data.get("title")
    instance.metadata = data.get("metadata")
    instance.subjects = data.get("subjects")
    instance.grades = data.get("grades")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = EnrolledCourse
    return instance
