"""A lesson with one QTI test."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.common.models.grade import Grade, as_grade
from timeback_api.common.models.lesson_type import LessonType, as_lesson_type
from timeback_api.powerpath.models.qti_source import QtiSource, parse_qti_source
from timeback_runtime.model import Model, copy_payload, enum_to_json, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import NUMBER, OBJECT, TEXT, Choice, Field, ListOf, OneOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class NewQtiTest(Model):
    """A lesson with one QTI test.

    Attributes:
        course_id: Id of the course that the lesson belongs to.
        lesson_type: How PowerPath presents a lesson. In `powerpath-100` questions are presented one at a time until the
            score is 100. The other assessments are tests: they are presented as a whole and finished by a request.
            `alpha-read-article` is an article to read.
        qti: Where a QTI test comes from.
        test_type: Kind of content.
        lesson_title: Title of the lesson.
        unit_title: Title of a new component for the lesson.
        course_component_sourced_id: Id of an existing component for the lesson, instead of a new one.
        grades: Grades that the test is for.
        course_id_on_fail: Id of the course in which a student who does not pass is enrolled. Null for none.
        xp: Experience points of the lesson.
        resource_metadata: Further metadata for the resource.
    """

    FIELDS = {
        "course_id": Field("courseId", TEXT, True),
        "lesson_type": Field("lessonType", Choice(LessonType), True),
        "test_type": Field("testType", OneOf("qti"), True),
        "qti": Field("qti", ModelOf(QtiSource), True),
        "lesson_title": Field("lessonTitle", TEXT),
        "unit_title": Field("unitTitle", TEXT),
        "course_component_sourced_id": Field("courseComponentSourcedId", TEXT),
        "grades": Field("grades", ListOf(Choice(Grade))),
        "course_id_on_fail": Field("courseIdOnFail", TEXT),
        "xp": Field("xp", NUMBER),
        "resource_metadata": Field("resourceMetadata", OBJECT),
    }
    NESTED = {"qti": ("qti", QtiSource), "grades": ("grades", None)}

    course_id: str
    lesson_type: LessonType | str
    qti: QtiSource
    test_type: str = "qti"
    lesson_title: str | None = None
    unit_title: str | None = None
    course_component_sourced_id: str | None = None
    grades: list[Grade | str] | None = None
    course_id_on_fail: str | None = None
    xp: float | None = None
    resource_metadata: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, NewQtiTest)
        value: Any
        data = self._start_dict()
        if (value := self.course_id) is not None or "courseId" in data:
            data["courseId"] = value
        if (value := self.lesson_type) is not None or "lessonType" in data:
            data["lessonType"] = value if type(value) is str else enum_to_json(value)
        if (value := self.test_type) is not None or "testType" in data:
            data["testType"] = value
        if (value := self.qti) is not None or "qti" in data:
            data["qti"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.lesson_title) is not None or "lessonTitle" in data:
            data["lessonTitle"] = value
        if (value := self.unit_title) is not None or "unitTitle" in data:
            data["unitTitle"] = value
        if (value := self.course_component_sourced_id) is not None or "courseComponentSourcedId" in data:
            data["courseComponentSourcedId"] = value
        if (value := self.grades) is not None or "grades" in data:
            data["grades"] = to_json(value)
        if (value := self.course_id_on_fail) is not None or "courseIdOnFail" in data:
            data["courseIdOnFail"] = value
        if (value := self.xp) is not None or "xp" in data:
            data["xp"] = value
        if (value := self.resource_metadata) is not None or "resourceMetadata" in data:
            data["resourceMetadata"] = value if value is data.get("resourceMetadata") else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.qti = parse_qti_source(value) if type(value := data.get("qti")) is dict else value
        self.grades = (
            ([as_grade(item, item) if type(item) is str else item for item in value] if value else value)
            if type(value := data.get("grades")) is list
            else value
        )

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> NewQtiTest:
        return parse_new_qti_test(data)


_UntrackedNewQtiTest = untracked_subclass(NewQtiTest)


def parse_new_qti_test(data: Any, deep: bool = False) -> NewQtiTest:
    instance: NewQtiTest = new_model(_UntrackedNewQtiTest)
    instance._received = data
    instance._changed = None
    instance.course_id = data.get("courseId")
    instance.lesson_type = as_lesson_type(value, value) if type(value := data.get("lessonType")) is str else value
    instance.test_type = data.get("testType")
    instance.lesson_title = data.get("lessonTitle")
    instance.unit_title = data.get("unitTitle")
    instance.course_component_sourced_id = data.get("courseComponentSourcedId")
    instance.course_id_on_fail = data.get("courseIdOnFail")
    instance.xp = data.get("xp")
    instance.resource_metadata = data.get("resourceMetadata")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = NewQtiTest
    return instance
