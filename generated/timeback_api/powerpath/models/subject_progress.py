from __future__ import annotations

from timeback_api.powerpath.models.course_summary import CourseSummary
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import BOOLEAN, NUMBER, TEXT, json_field


class SubjectProgress(Model):
    """Progress of a student in one course of a subject.

    Attributes:
        course: A course in short.
        in_enrolled: Whether the student is enrolled in the course.
        is_enrolled: The same value, under the name in the guides of the platform.
        total_lessons: Number of lessons in the course.
        completed_lessons: Number of lessons that the student has completed.
        total_xp_earned: Earned experience points, from the best attempt at each lesson. Can exceed the attainable
            points.
        total_attainable_xp: Sum of the experience points of all lessons.
        has_used_test_out: Whether the student has finished the test-out of the course.
        test_out_lesson_id: Id of the component resource of the test-out. Null if the course has none.
    """

    course: CourseSummary = json_field("course", ModelOf(CourseSummary))
    in_enrolled: bool | None = json_field("inEnrolled", BOOLEAN, default=None)
    is_enrolled: bool | None = json_field("isEnrolled", BOOLEAN, default=None)
    total_lessons: float = json_field("totalLessons", NUMBER)
    completed_lessons: float = json_field("completedLessons", NUMBER)
    total_xp_earned: float = json_field("totalXpEarned", NUMBER)
    total_attainable_xp: float = json_field("totalAttainableXp", NUMBER)
    has_used_test_out: bool = json_field("hasUsedTestOut", BOOLEAN)
    test_out_lesson_id: str | None = json_field("testOutLessonId", TEXT)


parse_subject_progress = SubjectProgress._parse
