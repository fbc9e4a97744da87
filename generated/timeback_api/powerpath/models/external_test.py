"""The lesson that stands for a test of an outside provider."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed, to_json
from timeback_runtime.validators import TEXT, Choice, Field, Many


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ExternalTest(Model):
    """The lesson that stands for a test of an outside provider.

    Attributes:
        lesson_id: Id of the component resource that is the lesson.
        lesson_type: How PowerPath treats a lesson. In `powerpath-100` questions come one at a time until the score is
            100; the other assessments are tests, taken as a whole and finished by a call; `alpha-read-article` is an
            article to read.
        course_component_id: Id of the component that holds the lesson.
        resource_id: Id of the resource behind the lesson.
        tool_provider: Outside provider that serves a test.
        vendor_id: Id of the test at the provider.
        launch_url: Address at which the provider starts the test.
        grades: Grades that the test is for.
        course_id_on_fail: Id of the course in which a student is enrolled who does not pass.
    """
    lesson_id: str | None
    lesson_type: LessonType | str | None
    course_component_id: str | None
    resource_id: str | None
    tool_provider: ToolProvider | str | None
    vendor_id: str | None = None
    launch_url: str | None = None
    grades: list[Grade | str] | None = None
    course_id_on_fail: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, ExternalTest)
        v: Any
        d = self._begin()
        if (v := self.lesson_id) is not None or "lessonId" in d:
            d["lessonId"] = v
        if (v := self.lesson_type) is not None or "lessonType" in d:
            d["lessonType"] = v
        if (v := self.course_component_id) is not None or "courseComponentId" in d:
            d["courseComponentId"] = v
        if (v := self.resource_id) is not None or "resourceId" in d:
            d["resourceId"] = v
        if (v := self.tool_provider) is not None or "toolProvider" in d:
            d["toolProvider"] = v
        if (v := self.vendor_id) is not None or "vendorId" in d:
            d["vendorId"] = v
        if (v := self.launch_url) is not None or "launchUrl" in d:
            d["launchUrl"] = v
        if (v := self.grades) is not None or "grades" in d:
            d["grades"] = to_json(v)
        if (v := self.course_id_on_fail) is not None or "courseIdOnFail" in d:
            d["courseIdOnFail"] = v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.grades = ([as_grade(i, i) if type(i) is str else i for i in v] if v else v) if type(v := d.get("grades")) is list else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ExternalTest:
        return parse_external_test(data)


def parse_external_test(d: dict[str, Any], whole: bool = False) -> ExternalTest:
    self: ExternalTest = new(_ExternalTest)
    self._raw = d
    self._changed = None
    self.lesson_id = d.get("lessonId")
    self.lesson_type = as_lesson_type(v, v) if type(v := d.get("lessonType")) is str else v
    self.course_component_id = d.get("courseComponentId")
    self.resource_id = d.get("resourceId")
    self.tool_provider = as_tool_provider(v, v) if type(v := d.get("toolProvider")) is str else v
    self.vendor_id = d.get("vendorId")
    self.launch_url = d.get("launchUrl")
    self.course_id_on_fail = d.get("courseIdOnFail")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = ExternalTest
    return self


from timeback_api.common.models.grade import Grade, as_grade  # noqa: E402
from timeback_api.common.models.lesson_type import LessonType, as_lesson_type  # noqa: E402
from timeback_api.powerpath.models.tool_provider import ToolProvider, as_tool_provider  # noqa: E402

_ExternalTest = seed(ExternalTest)
ExternalTest.FIELDS = {
    "lesson_id": Field("lessonId", TEXT, True),
    "lesson_type": Field("lessonType", Choice(LessonType), True),
    "course_component_id": Field("courseComponentId", TEXT, True),
    "resource_id": Field("resourceId", TEXT, True),
    "tool_provider": Field("toolProvider", Choice(ToolProvider), True),
    "vendor_id": Field("vendorId", TEXT),
    "launch_url": Field("launchUrl", TEXT),
    "grades": Field("grades", Many(Choice(Grade))),
    "course_id_on_fail": Field("courseIdOnFail", TEXT),
}
ExternalTest.INSIDE = {
    "grades": ("grades", None),
}
