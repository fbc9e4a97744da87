"""The lesson and the resources that were made for a test from QTI content."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed, to_json
from timeback_runtime.validators import TEXT, Choice, Field, Many


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class InternalTest(Model):
    """The lesson and the resources that were made for a test from QTI content.

    Attributes:
        lesson_id: Id of the component resource that is the lesson.
        lesson_type: How PowerPath treats a lesson. In `powerpath-100` questions come one at a time until the score is
            100; the other assessments are tests, taken as a whole and finished by a call; `alpha-read-article` is an
            article to read.
        test_type: Whether a test has one QTI test behind it, or a bank of several.
        course_component_id: Id of the component that holds the lesson.
        resource_id: Id of the resource behind the lesson.
        child_resource_ids: Ids of the resources in a bank, in the order in which attempts get them.
        grades: Grades that the test is for.
        course_id_on_fail: Id of the course in which a student is enrolled who does not pass.
    """
    lesson_id: str | None
    lesson_type: LessonType | str | None
    test_type: InternalTestType | str | None
    course_component_id: str | None
    resource_id: str | None
    child_resource_ids: list[str] | None = None
    grades: list[Grade | str] | None = None
    course_id_on_fail: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, InternalTest)
        v: Any
        d = self._begin()
        if (v := self.lesson_id) is not None or "lessonId" in d:
            d["lessonId"] = v
        if (v := self.lesson_type) is not None or "lessonType" in d:
            d["lessonType"] = v
        if (v := self.test_type) is not None or "testType" in d:
            d["testType"] = v
        if (v := self.course_component_id) is not None or "courseComponentId" in d:
            d["courseComponentId"] = v
        if (v := self.resource_id) is not None or "resourceId" in d:
            d["resourceId"] = v
        if (v := self.child_resource_ids) is not None or "childResourceIds" in d:
            d["childResourceIds"] = v
        if (v := self.grades) is not None or "grades" in d:
            d["grades"] = to_json(v)
        if (v := self.course_id_on_fail) is not None or "courseIdOnFail" in d:
            d["courseIdOnFail"] = v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.grades = ([as_grade(i, i) if type(i) is str else i for i in v] if v else v) if type(v := d.get("grades")) is list else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> InternalTest:
        return parse_internal_test(data)


def parse_internal_test(d: dict[str, Any], whole: bool = False) -> InternalTest:
    self: InternalTest = new(_InternalTest)
    self._raw = d
    self._changed = None
    self.lesson_id = d.get("lessonId")
    self.lesson_type = as_lesson_type(v, v) if type(v := d.get("lessonType")) is str else v
    self.test_type = as_internal_test_type(v, v) if type(v := d.get("testType")) is str else v
    self.course_component_id = d.get("courseComponentId")
    self.resource_id = d.get("resourceId")
    self.child_resource_ids = d.get("childResourceIds")
    self.course_id_on_fail = d.get("courseIdOnFail")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = InternalTest
    return self


from timeback_api.common.models.grade import Grade, as_grade  # noqa: E402
from timeback_api.common.models.lesson_type import LessonType, as_lesson_type  # noqa: E402
from timeback_api.powerpath.models.internal_test_type import InternalTestType, as_internal_test_type  # noqa: E402

_InternalTest = seed(InternalTest)
InternalTest.FIELDS = {
    "lesson_id": Field("lessonId", TEXT, True),
    "lesson_type": Field("lessonType", Choice(LessonType), True),
    "test_type": Field("testType", Choice(InternalTestType), True),
    "course_component_id": Field("courseComponentId", TEXT, True),
    "resource_id": Field("resourceId", TEXT, True),
    "child_resource_ids": Field("childResourceIds", Many(TEXT)),
    "grades": Field("grades", Many(Choice(Grade))),
    "course_id_on_fail": Field("courseIdOnFail", TEXT),
}
InternalTest.INSIDE = {
    "grades": ("grades", None),
}
