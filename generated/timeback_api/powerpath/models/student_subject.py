from __future__ import annotations

from timeback_api.powerpath.models.subject import Subject
from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, Choice, json_field


class StudentSubject(Model):
    """A student and a subject.

    Attributes:
        student: Id of the student.
        subject: Subject of a course or a test.
    """

    student: str = json_field("student", TEXT)
    subject: Subject | str = json_field("subject", Choice(Subject))


parse_student_subject = StudentSubject._parse
