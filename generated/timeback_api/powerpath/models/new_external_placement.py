"""A placement test that an outside provider serves."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed, to_json
from timeback_runtime.validators import FREE, NUMBER, TEXT, Choice, Field, Many, Text


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class NewExternalPlacement(Model):
    """A placement test that an outside provider serves.

    Attributes:
        course_id: Id of the course that the test belongs to.
        tool_provider: Outside provider that serves a test.
        grades: Grades that the test is for. The first one gives its place among the tests of the subject.
        lesson_type: Type of the lesson.
        course_id_on_fail: Id of the course in which a student is enrolled who does not pass. Null for none.
        xp: Experience points of the lesson.
        lesson_title: Title of the lesson.
        description: Description of the lesson.
        unit_title: Title of a new component that holds the lesson.
        course_component_sourced_id: Id of an existing component that holds the lesson, in place of a new one.
        vendor_id: Id of the test at the provider.
        launch_url: Address at which the provider starts the test.
        resource_metadata: Further metadata for the resource.
    """
    course_id: str | None
    tool_provider: ToolProvider | str | None
    grades: list[Grade | str] | None
    lesson_type: str | None = "placement"
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
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, NewExternalPlacement)
        v: Any
        d = self._begin()
        if (v := self.course_id) is not None or "courseId" in d:
            d["courseId"] = v
        if (v := self.lesson_type) is not None or "lessonType" in d:
            d["lessonType"] = v
        if (v := self.tool_provider) is not None or "toolProvider" in d:
            d["toolProvider"] = v
        if (v := self.grades) is not None or "grades" in d:
            d["grades"] = to_json(v)
        if (v := self.course_id_on_fail) is not None or "courseIdOnFail" in d:
            d["courseIdOnFail"] = v
        if (v := self.xp) is not None or "xp" in d:
            d["xp"] = v
        if (v := self.lesson_title) is not None or "lessonTitle" in d:
            d["lessonTitle"] = v
        if (v := self.description) is not None or "description" in d:
            d["description"] = v
        if (v := self.unit_title) is not None or "unitTitle" in d:
            d["unitTitle"] = v
        if (v := self.course_component_sourced_id) is not None or "courseComponentSourcedId" in d:
            d["courseComponentSourcedId"] = v
        if (v := self.vendor_id) is not None or "vendorId" in d:
            d["vendorId"] = v
        if (v := self.launch_url) is not None or "launchUrl" in d:
            d["launchUrl"] = v
        if (v := self.resource_metadata) is not None or "resourceMetadata" in d:
            d["resourceMetadata"] = v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.grades = ([as_grade(i, i) if type(i) is str else i for i in v] if v else v) if type(v := d.get("grades")) is list else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> NewExternalPlacement:
        return parse_new_external_placement(data)


def parse_new_external_placement(d: dict[str, Any], whole: bool = False) -> NewExternalPlacement:
    self: NewExternalPlacement = new(_NewExternalPlacement)
    self._raw = d
    self._changed = None
    self.course_id = d.get("courseId")
    self.lesson_type = d.get("lessonType")
    self.tool_provider = as_tool_provider(v, v) if type(v := d.get("toolProvider")) is str else v
    self.course_id_on_fail = d.get("courseIdOnFail")
    self.xp = d.get("xp")
    self.lesson_title = d.get("lessonTitle")
    self.description = d.get("description")
    self.unit_title = d.get("unitTitle")
    self.course_component_sourced_id = d.get("courseComponentSourcedId")
    self.vendor_id = d.get("vendorId")
    self.launch_url = d.get("launchUrl")
    self.resource_metadata = d.get("resourceMetadata")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = NewExternalPlacement
    return self


from timeback_api.common.models.grade import Grade, as_grade  # noqa: E402
from timeback_api.powerpath.models.tool_provider import ToolProvider, as_tool_provider  # noqa: E402

_NewExternalPlacement = seed(NewExternalPlacement)
NewExternalPlacement.FIELDS = {
    "course_id": Field("courseId", TEXT, True),
    "lesson_type": Field("lessonType", Text(0, "^placement$"), True),
    "tool_provider": Field("toolProvider", Choice(ToolProvider), True),
    "grades": Field("grades", Many(Choice(Grade)), True),
    "course_id_on_fail": Field("courseIdOnFail", TEXT),
    "xp": Field("xp", NUMBER),
    "lesson_title": Field("lessonTitle", TEXT),
    "description": Field("description", TEXT),
    "unit_title": Field("unitTitle", TEXT),
    "course_component_sourced_id": Field("courseComponentSourcedId", TEXT),
    "vendor_id": Field("vendorId", TEXT),
    "launch_url": Field("launchUrl", TEXT),
    "resource_metadata": Field("resourceMetadata", FREE),
}
NewExternalPlacement.INSIDE = {
    "grades": ("grades", None),
}
