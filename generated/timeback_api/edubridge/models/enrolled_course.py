from __future__ import annotations

from typing import Any

from timeback_api.common.models.course_app import CourseApp
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import OBJECT, TEXT, ListOf, json_field


class EnrolledCourse(Model):
    """The course of an enrollment or a class.

    Attributes:
        id: Id of the course.
        title: Name of the course.
        subjects: Names of the subjects that the course covers.
        grades: Grades that the course is for.
        primary_app: The application in which the course is taken.
    """

    id: str = json_field("id", TEXT)
    title: str = json_field("title", TEXT)
    metadata: dict[str, Any] | None = json_field("metadata", OBJECT)
    subjects: list[str] | None = json_field("subjects", ListOf(TEXT), default=None)
    grades: list[str] | None = json_field("grades", ListOf(TEXT), default=None)
    primary_app: CourseApp | None = json_field("primaryApp", ModelOf(CourseApp), default=None)


parse_enrolled_course = EnrolledCourse._parse
