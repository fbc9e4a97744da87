"""The class in which the server enrolls the students of a course."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.common.models.grade import Grade, as_grade
from timeback_api.common.models.subject import Subject, as_subject
from timeback_api.edubridge.models.enrolled_course import EnrolledCourse, parse_enrolled_course
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import TEXT, Choice, Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class DefaultClass(Model):
    """The class in which the server enrolls the students of a course.

    Attributes:
        id: Id of the class.
        title: Name of the class. The server builds it from the name of the course.
        course: The course of an enrollment or a class.
        class_code: Code that people use for the class.
        subject_codes: Codes of the subjects.
        subjects: Subjects of the class.
        grades: Grades that the class is for.
        periods: Periods of the class, as text.
    """

    FIELDS = {
        "id": Field("id", TEXT, True),
        "title": Field("title", TEXT, True),
        "class_code": Field("classCode", TEXT),
        "subject_codes": Field("subjectCodes", ListOf(TEXT)),
        "subjects": Field("subjects", ListOf(Choice(Subject, pattern="^.+$"))),
        "grades": Field("grades", ListOf(Choice(Grade))),
        "periods": Field("periods", ListOf(TEXT)),
        "course": Field("course", ModelOf(EnrolledCourse), True),
    }
    NESTED = {"subjects": ("subjects", None), "grades": ("grades", None), "course": ("course", EnrolledCourse)}

    id: str
    title: str
    course: EnrolledCourse
    class_code: str | None = None
    subject_codes: list[str] | None = None
    subjects: list[Subject | str] | None = None
    grades: list[Grade | str] | None = None
    periods: list[str] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, DefaultClass)
        value: Any
        data = self._start_dict()
        if (value := self.id) is not None or "id" in data:
            data["id"] = value
        if (value := self.title) is not None or "title" in data:
            data["title"] = value
        if (value := self.class_code) is not None or "classCode" in data:
            data["classCode"] = value
        if (value := self.subject_codes) is not None or "subjectCodes" in data:
            data["subjectCodes"] = value if value is data.get("subjectCodes") else to_json(value)
        if (value := self.subjects) is not None or "subjects" in data:
            data["subjects"] = to_json(value)
        if (value := self.grades) is not None or "grades" in data:
            data["grades"] = to_json(value)
        if (value := self.periods) is not None or "periods" in data:
            data["periods"] = value if value is data.get("periods") else to_json(value)
        if (value := self.course) is not None or "course" in data:
            data["course"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.subjects = (
            ([as_subject(item, item) if type(item) is str else item for item in value] if value else value)
            if type(value := data.get("subjects")) is list
            else value
        )
        self.grades = (
            ([as_grade(item, item) if type(item) is str else item for item in value] if value else value)
            if type(value := data.get("grades")) is list
            else value
        )
        self.course = parse_enrolled_course(value, True) if type(value := data.get("course")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> DefaultClass:
        return parse_default_class(data)


_UntrackedDefaultClass = untracked_subclass(DefaultClass)


def parse_default_class(data: Any, deep: bool = False) -> DefaultClass:
    instance: DefaultClass = new_model(_UntrackedDefaultClass)
    instance._received = data
    instance._changed = None
    instance.id = data.get("id")
    instance.title = data.get("title")
    instance.class_code = data.get("classCode")
    instance.subject_codes = data.get("subjectCodes")
    instance.periods = data.get("periods")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = DefaultClass
    return instance
