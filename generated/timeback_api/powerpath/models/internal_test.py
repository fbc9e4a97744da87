from __future__ import annotations

from timeback_api.common.models.grade import Grade
from timeback_api.common.models.lesson_type import LessonType
from timeback_api.powerpath.models.internal_test_type import InternalTestType
from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, Choice, ListOf, json_field


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

    lesson_id: str = json_field("lessonId", TEXT)
    lesson_type: LessonType | str = json_field("lessonType", Choice(LessonType))
    test_type: InternalTestType | str = json_field("testType", Choice(InternalTestType))
    course_component_id: str = json_field("courseComponentId", TEXT)
    resource_id: str = json_field("resourceId", TEXT)
    child_resource_ids: list[str] | None = json_field("childResourceIds", ListOf(TEXT), default=None)
    grades: list[Grade | str] | None = json_field("grades", ListOf(Choice(Grade)), default=None)
    course_id_on_fail: str | None = json_field("courseIdOnFail", TEXT, default=None)


parse_internal_test = InternalTest._parse
