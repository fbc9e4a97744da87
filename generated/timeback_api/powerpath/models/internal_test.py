"""The lesson and the resources that were created for a test from QTI content."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.common.models.grade import Grade, as_grade
from timeback_api.common.models.lesson_type import LessonType, as_lesson_type
from timeback_api.powerpath.models.internal_test_type import InternalTestType, as_internal_test_type
from timeback_runtime.model import Model, copy_payload, enum_to_json, new_model, to_json, untracked_subclass
from timeback_runtime.validators import TEXT, Choice, Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class InternalTest(Model):
    """The lesson and the resources that were created for a test from QTI content.

    Attributes:
        lesson_id: Id of the component resource of the lesson.
        lesson_type: How PowerPath presents a lesson. In `powerpath-100` questions are presented one at a time until the
            score is 100. The other assessments are tests: they are presented as a whole and finished by a request.
            `alpha-read-article` is an article to read.
        test_type: Whether a test has one QTI test or a bank of several.
        course_component_id: Id of the component that holds the lesson.
        resource_id: Id of the resource behind the lesson.
        child_resource_ids: Ids of the resources in a bank, in the order of the attempts that use them.
        grades: Grades that the test is for.
        course_id_on_fail: Id of the course in which a student who does not pass is enrolled.
    """

    FIELDS = {
        "lesson_id": Field("lessonId", TEXT, True),
        "lesson_type": Field("lessonType", Choice(LessonType), True),
        "test_type": Field("testType", Choice(InternalTestType), True),
        "course_component_id": Field("courseComponentId", TEXT, True),
        "resource_id": Field("resourceId", TEXT, True),
        "child_resource_ids": Field("childResourceIds", ListOf(TEXT)),
        "grades": Field("grades", ListOf(Choice(Grade))),
        "course_id_on_fail": Field("courseIdOnFail", TEXT),
    }
    NESTED = {"grades": ("grades", None)}

    lesson_id: str
    lesson_type: LessonType | str
    test_type: InternalTestType | str
    course_component_id: str
    resource_id: str
    child_resource_ids: list[str] | None = None
    grades: list[Grade | str] | None = None
    course_id_on_fail: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, InternalTest)
        value: Any
        data = self._start_dict()
        if (value := self.lesson_id) is not None or "lessonId" in data:
            data["lessonId"] = value
        if (value := self.lesson_type) is not None or "lessonType" in data:
            data["lessonType"] = value if type(value) is str else enum_to_json(value)
        if (value := self.test_type) is not None or "testType" in data:
            data["testType"] = value if type(value) is str else enum_to_json(value)
        if (value := self.course_component_id) is not None or "courseComponentId" in data:
            data["courseComponentId"] = value
        if (value := self.resource_id) is not None or "resourceId" in data:
            data["resourceId"] = value
        if (value := self.child_resource_ids) is not None or "childResourceIds" in data:
            data["childResourceIds"] = value if value is data.get("childResourceIds") else to_json(value)
        if (value := self.grades) is not None or "grades" in data:
            data["grades"] = to_json(value)
        if (value := self.course_id_on_fail) is not None or "courseIdOnFail" in data:
            data["courseIdOnFail"] = value
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.grades = (
            ([as_grade(item, item) if type(item) is str else item for item in value] if value else value)
            if type(value := data.get("grades")) is list
            else value
        )

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> InternalTest:
        return parse_internal_test(data)


_UntrackedInternalTest = untracked_subclass(InternalTest)


def parse_internal_test(data: Any, deep: bool = False) -> InternalTest:
    instance: InternalTest = new_model(_UntrackedInternalTest)
    instance._received = data
    instance._changed = None
    instance.lesson_id = data.get("lessonId")
    instance.lesson_type = as_lesson_type(value, value) if type(value := data.get("lessonType")) is str else value
    instance.test_type = as_internal_test_type(value, value) if type(value := data.get("testType")) is str else value
    instance.course_component_id = data.get("courseComponentId")
    instance.resource_id = data.get("resourceId")
    instance.child_resource_ids = data.get("childResourceIds")
    instance.course_id_on_fail = data.get("courseIdOnFail")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = InternalTest
    return instance
