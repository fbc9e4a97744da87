from __future__ import annotations

from timeback_api.powerpath.models.subject_placement import SubjectPlacement
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import json_field


class StudentPlacement(Model):
    """Placement of a student by subject.

    Attributes:
        reading: Placement of a student in one subject.
        language: Placement of a student in one subject.
        vocabulary: Placement of a student in one subject.
        social_studies: Placement of a student in one subject.
        writing: Placement of a student in one subject.
        science: Placement of a student in one subject.
        fast_math: Placement of a student in one subject.
        math: Placement of a student in one subject.
    """

    reading: SubjectPlacement | None = json_field("Reading", ModelOf(SubjectPlacement), default=None)
    language: SubjectPlacement | None = json_field("Language", ModelOf(SubjectPlacement), default=None)
    vocabulary: SubjectPlacement | None = json_field("Vocabulary", ModelOf(SubjectPlacement), default=None)
    social_studies: SubjectPlacement | None = json_field("Social Studies", ModelOf(SubjectPlacement), default=None)
    writing: SubjectPlacement | None = json_field("Writing", ModelOf(SubjectPlacement), default=None)
    science: SubjectPlacement | None = json_field("Science", ModelOf(SubjectPlacement), default=None)
    fast_math: SubjectPlacement | None = json_field("FastMath", ModelOf(SubjectPlacement), default=None)
    math: SubjectPlacement | None = json_field("Math", ModelOf(SubjectPlacement), default=None)


parse_student_placement = StudentPlacement._parse
