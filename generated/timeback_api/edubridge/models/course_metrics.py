from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import BOOLEAN, NUMBER, TEXT, json_field


class CourseMetrics(Model):
    """Size and kind of a course.

    Attributes:
        total_xp: XP of the whole course.
        total_lessons: Lessons of the whole course.
        total_grades: Grades that the course covers.
        course_type: Kind of course. The platform defines the values.
        is_supplemental: Whether the course is taken in addition to another one.
    """

    total_xp: float | None = json_field("totalXp", NUMBER, default=None)
    total_lessons: float | None = json_field("totalLessons", NUMBER, default=None)
    total_grades: float | None = json_field("totalGrades", NUMBER, default=None)
    course_type: str | None = json_field("courseType", TEXT, default=None)
    is_supplemental: bool | None = json_field("isSupplemental", BOOLEAN, default=None)


parse_course_metrics = CourseMetrics._parse
