"""A lesson with one QTI test."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed, to_json
from timeback_runtime.validators import FREE, NUMBER, TEXT, Choice, Field, Many, One, Text


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class NewQtiTest(Model):
    """A lesson with one QTI test.

    Attributes:
        course_id: Id of the course that the lesson belongs to.
        lesson_type: How PowerPath treats a lesson. In `powerpath-100` questions come one at a time until the score is
            100; the other assessments are tests, taken as a whole and finished by a call; `alpha-read-article` is an
            article to read.
        qti: Where a QTI test comes from.
        test_type: Kind of content.
        lesson_title: Title of the lesson.
        unit_title: Title of a new component that holds the lesson.
        course_component_sourced_id: Id of an existing component that holds the lesson, in place of a new one.
        grades: Grades that the test is for.
        course_id_on_fail: Id of the course in which a student is enrolled who does not pass. Null for none.
        xp: Experience points of the lesson.
        resource_metadata: Further metadata for the resource.
    """
    course_id: str | None
    lesson_type: LessonType | str | None
    qti: QtiSource | None
    test_type: str | None = "qti"
    lesson_title: str | None = None
    unit_title: str | None = None
    course_component_sourced_id: str | None = None
    grades: list[Grade | str] | None = None
    course_id_on_fail: str | None = None
    xp: float | None = None
    resource_metadata: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, NewQtiTest)
        v: Any
        d = self._begin()
        if (v := self.course_id) is not None or "courseId" in d:
            d["courseId"] = v
        if (v := self.lesson_type) is not None or "lessonType" in d:
            d["lessonType"] = v
        if (v := self.test_type) is not None or "testType" in d:
            d["testType"] = v
        if (v := self.qti) is not None or "qti" in d:
            d["qti"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.lesson_title) is not None or "lessonTitle" in d:
            d["lessonTitle"] = v
        if (v := self.unit_title) is not None or "unitTitle" in d:
            d["unitTitle"] = v
        if (v := self.course_component_sourced_id) is not None or "courseComponentSourcedId" in d:
            d["courseComponentSourcedId"] = v
        if (v := self.grades) is not None or "grades" in d:
            d["grades"] = to_json(v)
        if (v := self.course_id_on_fail) is not None or "courseIdOnFail" in d:
            d["courseIdOnFail"] = v
        if (v := self.xp) is not None or "xp" in d:
            d["xp"] = v
        if (v := self.resource_metadata) is not None or "resourceMetadata" in d:
            d["resourceMetadata"] = v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.qti = parse_qti_source(v) if type(v := d.get("qti")) is dict else v
        self.grades = ([as_grade(i, i) if type(i) is str else i for i in v] if v else v) if type(v := d.get("grades")) is list else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> NewQtiTest:
        return parse_new_qti_test(data)


def parse_new_qti_test(d: dict[str, Any], whole: bool = False) -> NewQtiTest:
    self: NewQtiTest = new(_NewQtiTest)
    self._raw = d
    self._changed = None
    self.course_id = d.get("courseId")
    self.lesson_type = as_lesson_type(v, v) if type(v := d.get("lessonType")) is str else v
    self.test_type = d.get("testType")
    self.lesson_title = d.get("lessonTitle")
    self.unit_title = d.get("unitTitle")
    self.course_component_sourced_id = d.get("courseComponentSourcedId")
    self.course_id_on_fail = d.get("courseIdOnFail")
    self.xp = d.get("xp")
    self.resource_metadata = d.get("resourceMetadata")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = NewQtiTest
    return self


from timeback_api.common.models.grade import Grade, as_grade  # noqa: E402
from timeback_api.common.models.lesson_type import LessonType, as_lesson_type  # noqa: E402
from timeback_api.powerpath.models.qti_source import QtiSource, parse_qti_source  # noqa: E402

_NewQtiTest = seed(NewQtiTest)
NewQtiTest.FIELDS = {
    "course_id": Field("courseId", TEXT, True),
    "lesson_type": Field("lessonType", Choice(LessonType), True),
    "test_type": Field("testType", Text(0, "^qti$"), True),
    "qti": Field("qti", One(QtiSource), True),
    "lesson_title": Field("lessonTitle", TEXT),
    "unit_title": Field("unitTitle", TEXT),
    "course_component_sourced_id": Field("courseComponentSourcedId", TEXT),
    "grades": Field("grades", Many(Choice(Grade))),
    "course_id_on_fail": Field("courseIdOnFail", TEXT),
    "xp": Field("xp", NUMBER),
    "resource_metadata": Field("resourceMetadata", FREE),
}
NewQtiTest.INSIDE = {
    "qti": ("qti", QtiSource),
    "grades": ("grades", None),
}
