from __future__ import annotations

from timeback_api.edubridge.models.course_metrics import CourseMetrics
from timeback_api.edubridge.models.goals import Goals
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import BOOLEAN, json_field


class EnrollmentMetadata(Model):
    """Goals and metrics of an enrollment, and additional key and value pairs.

    Attributes:
        goals: What a student shall reach in a course each day.
        metrics: Size and kind of a course.
        student_specific_goals: Whether the goals are those of the student, so that goals of the course do not replace
            them.
    """

    goals: Goals | None = json_field("goals", ModelOf(Goals), default=None)
    metrics: CourseMetrics | None = json_field("metrics", ModelOf(CourseMetrics), default=None)
    student_specific_goals: bool | None = json_field("studentSpecificGoals", BOOLEAN, default=None)


parse_enrollment_metadata = EnrollmentMetadata._parse
