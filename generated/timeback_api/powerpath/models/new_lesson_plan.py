from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, json_field


class NewLessonPlan(Model):
    """The course and the student that a lesson plan is for.

    Attributes:
        course_id: Id of the course.
        user_id: Id of the student.
        class_id: Id of the class of the student. Without it, the class of this school year is used.
    """

    course_id: str = json_field("courseId", TEXT)
    user_id: str = json_field("userId", TEXT)
    class_id: str | None = json_field("classId", TEXT, default=None)


parse_new_lesson_plan = NewLessonPlan._parse
