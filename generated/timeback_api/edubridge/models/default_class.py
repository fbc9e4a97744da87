from __future__ import annotations

from timeback_api.common.models.grade import Grade
from timeback_api.common.models.subject import Subject
from timeback_api.edubridge.models.enrolled_course import EnrolledCourse
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import TEXT, Choice, ListOf, json_field


class DefaultClass(Model):
    """The class in which the server enrolls the students of a course.

    Attributes:
        id: Id of the class.
        title: Name of the class. The server builds it from the name of the course.
        class_code: Code that people use for the class.
        subject_codes: Codes of the subjects.
        subjects: Subjects of the class.
        grades: Grades that the class is for.
        periods: Periods of the class, as text.
        course: The course of an enrollment or a class.
    """

    id: str = json_field("id", TEXT)
    title: str = json_field("title", TEXT)
    class_code: str | None = json_field("classCode", TEXT, default=None)
    subject_codes: list[str] | None = json_field("subjectCodes", ListOf(TEXT), default=None)
    subjects: list[Subject | str] | None = json_field("subjects", ListOf(Choice(Subject, pattern="^.+$")), default=None)
    grades: list[Grade | str] | None = json_field("grades", ListOf(Choice(Grade)), default=None)
    periods: list[str] | None = json_field("periods", ListOf(TEXT), default=None)
    course: EnrolledCourse = json_field("course", ModelOf(EnrolledCourse))


parse_default_class = DefaultClass._parse
