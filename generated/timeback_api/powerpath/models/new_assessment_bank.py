from __future__ import annotations

from typing import Any

from timeback_api.common.models.grade import Grade
from timeback_api.common.models.lesson_type import LessonType
from timeback_api.powerpath.models.assessment_bank import AssessmentBank
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import NUMBER, OBJECT, TEXT, Choice, ListOf, OneOf, json_field


class NewAssessmentBank(Model):
    """A lesson with a bank of QTI tests. Each attempt uses the next test.

    Attributes:
        course_id: Id of the course that the lesson belongs to.
        lesson_type: How PowerPath presents a lesson. In `powerpath-100` questions are presented one at a time until the
            score is 100. The other assessments are tests: they are presented as a whole and finished by a request.
            `alpha-read-article` is an article to read.
        test_type: Kind of content.
        assessment_bank: Tests that are used in turn, in this order.
        lesson_title: Title of the lesson.
        unit_title: Title of a new component for the lesson.
        course_component_sourced_id: Id of an existing component for the lesson, instead of a new one.
        grades: Grades that the test is for.
        course_id_on_fail: Id of the course in which a student who does not pass is enrolled. Null for none.
        xp: Experience points of the lesson.
        resource_metadata: Further metadata for the resource.
    """

    course_id: str = json_field("courseId", TEXT)
    lesson_type: LessonType | str = json_field("lessonType", Choice(LessonType))
    test_type: str = json_field("testType", OneOf("assessment-bank"), default="assessment-bank", required=True)
    assessment_bank: AssessmentBank = json_field("assessmentBank", ModelOf(AssessmentBank))
    lesson_title: str | None = json_field("lessonTitle", TEXT, default=None)
    unit_title: str | None = json_field("unitTitle", TEXT, default=None)
    course_component_sourced_id: str | None = json_field("courseComponentSourcedId", TEXT, default=None)
    grades: list[Grade | str] | None = json_field("grades", ListOf(Choice(Grade)), default=None)
    course_id_on_fail: str | None = json_field("courseIdOnFail", TEXT, default=None)
    xp: float | None = json_field("xp", NUMBER, default=None)
    resource_metadata: dict[str, Any] | None = json_field("resourceMetadata", OBJECT, default=None)


parse_new_assessment_bank = NewAssessmentBank._parse
