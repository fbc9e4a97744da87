from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, ListOf, json_field


class CourseSync(Model):
    """The lesson plans that were updated from their course.

    Attributes:
        lesson_plans_affected: Ids of the plans.
    """

    lesson_plans_affected: list[str] = json_field("lessonPlansAffected", ListOf(TEXT))


parse_course_sync = CourseSync._parse
