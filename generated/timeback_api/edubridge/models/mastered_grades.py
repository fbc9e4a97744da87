from __future__ import annotations

from timeback_api.edubridge.models.grades_by_test import GradesByTest
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import TEXT, json_field


class MasteredGrades(Model):
    """The highest grades of a student in a subject.

    Attributes:
        student_id: Id of the student.
        subject: Subject.
        grades: The highest grade by each kind of test. A grade is text or a number, or null if it is not known.
    """

    student_id: str = json_field("studentId", TEXT)
    subject: str = json_field("subject", TEXT)
    grades: GradesByTest = json_field("grades", ModelOf(GradesByTest))


parse_mastered_grades = MasteredGrades._parse
