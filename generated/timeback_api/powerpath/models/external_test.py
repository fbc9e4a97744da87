from __future__ import annotations

from timeback_api.common.models.grade import Grade
from timeback_api.common.models.lesson_type import LessonType
from timeback_api.powerpath.models.tool_provider import ToolProvider
from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, Choice, ListOf, json_field


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

    lesson_id: str = json_field("lessonId", TEXT)
    lesson_type: LessonType | str = json_field("lessonType", Choice(LessonType))
    course_component_id: str = json_field("courseComponentId", TEXT)
    resource_id: str = json_field("resourceId", TEXT)
    tool_provider: ToolProvider | str = json_field("toolProvider", Choice(ToolProvider))
    vendor_id: str | None = json_field("vendorId", TEXT, default=None)
    launch_url: str | None = json_field("launchUrl", TEXT, default=None)
    grades: list[Grade | str] | None = json_field("grades", ListOf(Choice(Grade)), default=None)
    course_id_on_fail: str | None = json_field("courseIdOnFail", TEXT, default=None)


parse_external_test = ExternalTest._parse
