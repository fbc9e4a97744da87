"""The lesson of the test of an outside provider."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.common.models.grade import Grade, as_grade
from timeback_api.common.models.lesson_type import LessonType, as_lesson_type
from timeback_api.powerpath.models.tool_provider import ToolProvider, as_tool_provider
from timeback_runtime.model import Model, copy_payload, enum_to_json, new_model, to_json, untracked_subclass
from timeback_runtime.validators import TEXT, Choice, Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ExternalTest(Model):
    """The lesson of the test of an outside provider.

    Attributes:
        lesson_id: Id of the component resource of the lesson.
        lesson_type: How PowerPath presents a lesson. In `powerpath-100` questions are presented one at a time until the
            score is 100. The other assessments are tests: they are presented as a whole and finished by a request.
            `alpha-read-article` is an article to read.
        course_component_id: Id of the component that holds the lesson.
        resource_id: Id of the resource behind the lesson.
        tool_provider: Outside provider that serves a test.
        vendor_id: Id of the test at the provider.
        launch_url: Address of the test at the provider.
        grades: Grades that the test is for.
        course_id_on_fail: Id of the course in which a student who does not pass is enrolled.
    """

    FIELDS = {
        "lesson_id": Field("lessonId", TEXT, True),
        "lesson_type": Field("lessonType", Choice(LessonType), True),
        "course_component_id": Field("courseComponentId", TEXT, True),
        "resource_id": Field("resourceId", TEXT, True),
        "tool_provider": Field("toolProvider", Choice(ToolProvider), True),
        "vendor_id": Field("vendorId", TEXT),
        "launch_url": Field("launchUrl", TEXT),
        "grades": Field("grades", ListOf(Choice(Grade))),
        "course_id_on_fail": Field("courseIdOnFail", TEXT),
    }
    NESTED = {"grades": ("grades", None)}

    lesson_id: str
    lesson_type: LessonType | str
    course_component_id: str
    resource_id: str
    tool_provider: ToolProvider | str
    vendor_id: str | None = None
    launch_url: str | None = None
    grades: list[Grade | str] | None = None
    course_id_on_fail: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, ExternalTest)
        value: Any
        data = self._start_dict()
        if (value := self.lesson_id) is not None or "lessonId" in data:
            data["lessonId"] = value
        if (value := self.lesson_type) is not None or "lessonType" in data:
            data["lessonType"] = value if type(value) is str else enum_to_json(value)
        if (value := self.course_component_id) is not None or "courseComponentId" in data:
            data["courseComponentId"] = value
        if (value := self.resource_id) is not None or "resourceId" in data:
            data["resourceId"] = value
        if (value := self.tool_provider) is not None or "toolProvider" in data:
            data["toolProvider"] = value if type(value) is str else enum_to_json(value)
        if (value := self.vendor_id) is not None or "vendorId" in data:
            data["vendorId"] = value
        if (value := self.launch_url) is not None or "launchUrl" in data:
            data["launchUrl"] = value
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
    def _parse(cls, data: dict[str, Any]) -> ExternalTest:
        return parse_external_test(data)


_UntrackedExternalTest = untracked_subclass(ExternalTest)


def parse_external_test(data: Any, deep: bool = False) -> ExternalTest:
    instance: ExternalTest = new_model(_UntrackedExternalTest)
    instance._received = data
    instance._changed = None
    instance.lesson_id = data.get("lessonId")
    instance.lesson_type = as_lesson_type(value, value) if type(value := data.get("lessonType")) is str else value
    instance.course_component_id = data.get("courseComponentId")
    instance.resource_id = data.get("resourceId")
    instance.tool_provider = as_tool_provider(value, value) if type(value := data.get("toolProvider")) is str else value
    instance.vendor_id = data.get("vendorId")
    instance.launch_url = data.get("launchUrl")
    instance.course_id_on_fail = data.get("courseIdOnFail")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = ExternalTest
    return instance
