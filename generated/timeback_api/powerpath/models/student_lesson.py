from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, json_field


class StudentLesson(Model):
    """A student and a lesson.

    Attributes:
        student: Id of the student.
        lesson: Id of the component resource of the lesson.
    """

    student: str = json_field("student", TEXT)
    lesson: str = json_field("lesson", TEXT)


parse_student_lesson = StudentLesson._parse
