from __future__ import annotations

from typing import Any

from timeback_api.common.models.grade import Grade
from timeback_api.powerpath.models.tool_provider import ToolProvider
from timeback_runtime.model import Model
from timeback_runtime.validators import NUMBER, OBJECT, TEXT, Choice, ListOf, OneOf, json_field


class NewExternalPlacement(Model):
    """A placement test of an outside provider.

    Attributes:
        course_id: Id of the course that the test belongs to.
        lesson_type: Type of the lesson.
        tool_provider: Outside provider that serves a test.
        grades: Grades that the test is for. The first one determines its position among the tests of the subject.
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

    course_id: str = json_field("courseId", TEXT)
    lesson_type: str = json_field("lessonType", OneOf("placement"), default="placement", required=True)
    tool_provider: ToolProvider | str = json_field("toolProvider", Choice(ToolProvider))
    grades: list[Grade | str] = json_field("grades", ListOf(Choice(Grade)))
    course_id_on_fail: str | None = json_field("courseIdOnFail", TEXT, default=None)
    xp: float | None = json_field("xp", NUMBER, default=None)
    lesson_title: str | None = json_field("lessonTitle", TEXT, default=None)
    description: str | None = json_field("description", TEXT, default=None)
    unit_title: str | None = json_field("unitTitle", TEXT, default=None)
    course_component_sourced_id: str | None = json_field("courseComponentSourcedId", TEXT, default=None)
    vendor_id: str | None = json_field("vendorId", TEXT, default=None)
    launch_url: str | None = json_field("launchUrl", TEXT, default=None)
    resource_metadata: dict[str, Any] | None = json_field("resourceMetadata", OBJECT, default=None)


parse_new_external_placement = NewExternalPlacement._parse
