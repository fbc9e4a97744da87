"""A placement test of an outside provider."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.common.models.grade import Grade, as_grade
from timeback_api.powerpath.models.tool_provider import ToolProvider, as_tool_provider
from timeback_runtime.model import Model, copy_payload, enum_to_json, new_model, to_json, untracked_subclass
from timeback_runtime.validators import NUMBER, OBJECT, TEXT, Choice, Field, ListOf, OneOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class NewExternalPlacement(Model):
    """A placement test of an outside provider.

    Attributes:
        course_id: Id of the course that the test belongs to.
        tool_provider: Outside provider that serves a test.
        grades: Grades that the test is for. The first one determines its position among the tests of the subject.
        lesson_type: Type of the lesson.
        course_id_on_fail: Id of the course in which a student who does not pass is enrolled. Null for none.
        xp: Experience points of the lesson.
        lesson_title: Title of the lesson.
        description: Description of the lesson.
        unit_title: Title of a new component for the lesson.
        course_component_sourced_id: Id of an existing component for the lesson, instead of a new one.
        vendor_id: Id of the test at the provider.
        launch_url: Address of the test at the provider.
        resource_metadata: Further metadata for the resource.
    """

    FIELDS = {
        "course_id": Field("courseId", TEXT, True),
        "lesson_type": Field("lessonType", OneOf("placement"), True),
        "tool_provider": Field("toolProvider", Choice(ToolProvider), True),
        "grades": Field("grades", ListOf(Choice(Grade)), True),
        "course_id_on_fail": Field("courseIdOnFail", TEXT),
        "xp": Field("xp", NUMBER),
        "lesson_title": Field("lessonTitle", TEXT),
        "description": Field("description", TEXT),
        "unit_title": Field("unitTitle", TEXT),
        "course_component_sourced_id": Field("courseComponentSourcedId", TEXT),
        "vendor_id": Field("vendorId", TEXT),
        "launch_url": Field("launchUrl", TEXT),
        "resource_metadata": Field("resourceMetadata", OBJECT),
    }
    NESTED = {"grades": ("grades", None)}

    course_id: str
    tool_provider: ToolProvider | str
    grades: list[Grade | str]
    lesson_type: str = "placement"
    course_id_on_fail: str | None = None
    xp: float | None = None
    lesson_title: str | None = None
    description: str | None = None
    unit_title: str | None = None
    course_component_sourced_id: str | None = None
    vendor_id: str | None = None
    launch_url: str | None = None
    resource_metadata: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, NewExternalPlacement)
        value: Any
        data = self._start_dict()
        if (value := self.course_id) is not None or "courseId" in data:
            data["courseId"] = value
        if (value := self.lesson_type) is not None or "lessonType" in data:
            data["lessonType"] = value
        if (value := self.tool_provider) is not None or "toolProvider" in data:
            data["toolProvider"] = value if type(value) is str else enum_to_json(value)
        if (value := self.grades) is not None or "grades" in data:
            data["grades"] = to_json(value)
        if (value := self.course_id_on_fail) is not None or "courseIdOnFail" in data:
            data["courseIdOnFail"] = value
        if (value := self.xp) is not None or "xp" in data:
            data["xp"] = value
        if (value := self.lesson_title) is not None or "lessonTitle" in data:
            data["lessonTitle"] = value
        if (value := self.description) is not None or "description" in data:
            data["description"] = value
        if (value := self.unit_title) is not None or "unitTitle" in data:
            data["unitTitle"] = value
        if (value := self.course_component_sourced_id) is not None or "courseComponentSourcedId" in data:
            data["courseComponentSourcedId"] = value
        if (value := self.vendor_id) is not None or "vendorId" in data:
            data["vendorId"] = value
        if (value := self.launch_url) is not None or "launchUrl" in data:
            data["launchUrl"] = value
        if (value := self.resource_metadata) is not None or "resourceMetadata" in data:
            data["resourceMetadata"] = value if value is data.get("resourceMetadata") else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.grades = (
            ([as_grade(item, item) if type(item) is str else item for item in value] if value else value)
            if type(value := data.get("grades")) is list
            else value
        )

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> NewExternalPlacement:
        return parse_new_external_placement(data)


_UntrackedNewExternalPlacement = untracked_subclass(NewExternalPlacement)


def parse_new_external_placement(data: Any, deep: bool = False) -> NewExternalPlacement:
    instance: NewExternalPlacement = new_model(_UntrackedNewExternalPlacement)
    instance._received = data
    instance._changed = None
    instance.course_id = data.get("courseId")
    instance.lesson_type = data.get("lessonType")
    instance.tool_provider = as_tool_provider(value, value) if type(value := data.get("toolProvider")) is str else value
    instance.course_id_on_fail = data.get("courseIdOnFail")
    instance.xp = data.get("xp")
    instance.lesson_title = data.get("lessonTitle")
    instance.description = data.get("description")
    instance.unit_title = data.get("unitTitle")
    instance.course_component_sourced_id = data.get("courseComponentSourcedId")
    instance.vendor_id = data.get("vendorId")
    instance.launch_url = data.get("launchUrl")
    instance.resource_metadata = data.get("resourceMetadata")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = NewExternalPlacement
    return instance
