"""Placement of a student by subject."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.powerpath.models.subject_placement import SubjectPlacement, parse_subject_placement
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
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

    FIELDS = {
        "reading": Field("Reading", ModelOf(SubjectPlacement)),
        "language": Field("Language", ModelOf(SubjectPlacement)),
        "vocabulary": Field("Vocabulary", ModelOf(SubjectPlacement)),
        "social_studies": Field("Social Studies", ModelOf(SubjectPlacement)),
        "writing": Field("Writing", ModelOf(SubjectPlacement)),
        "science": Field("Science", ModelOf(SubjectPlacement)),
        "fast_math": Field("FastMath", ModelOf(SubjectPlacement)),
        "math": Field("Math", ModelOf(SubjectPlacement)),
    }
    NESTED = {
        "reading": ("Reading", SubjectPlacement),
        "language": ("Language", SubjectPlacement),
        "vocabulary": ("Vocabulary", SubjectPlacement),
        "social_studies": ("Social Studies", SubjectPlacement),
        "writing": ("Writing", SubjectPlacement),
        "science": ("Science", SubjectPlacement),
        "fast_math": ("FastMath", SubjectPlacement),
        "math": ("Math", SubjectPlacement),
    }

    reading: SubjectPlacement | None = None
    language: SubjectPlacement | None = None
    vocabulary: SubjectPlacement | None = None
    social_studies: SubjectPlacement | None = None
    writing: SubjectPlacement | None = None
    science: SubjectPlacement | None = None
    fast_math: SubjectPlacement | None = None
    math: SubjectPlacement | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, StudentPlacement)
        value: Any
        data = self._start_dict()
        if (value := self.reading) is not None or "Reading" in data:
            data["Reading"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.language) is not None or "Language" in data:
            data["Language"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.vocabulary) is not None or "Vocabulary" in data:
            data["Vocabulary"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.social_studies) is not None or "Social Studies" in data:
            data["Social Studies"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.writing) is not None or "Writing" in data:
            data["Writing"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.science) is not None or "Science" in data:
            data["Science"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.fast_math) is not None or "FastMath" in data:
            data["FastMath"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.math) is not None or "Math" in data:
            data["Math"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.reading = parse_subject_placement(value, True) if type(value := data.get("Reading")) is dict else value
        self.language = parse_subject_placement(value, True) if type(value := data.get("Language")) is dict else value
        self.vocabulary = (
            parse_subject_placement(value, True) if type(value := data.get("Vocabulary")) is dict else value
        )
        self.social_studies = (
            parse_subject_placement(value, True) if type(value := data.get("Social Studies")) is dict else value
        )
        self.writing = parse_subject_placement(value, True) if type(value := data.get("Writing")) is dict else value
        self.science = parse_subject_placement(value, True) if type(value := data.get("Science")) is dict else value
        self.fast_math = parse_subject_placement(value, True) if type(value := data.get("FastMath")) is dict else value
        self.math = parse_subject_placement(value, True) if type(value := data.get("Math")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> StudentPlacement:
        return parse_student_placement(data)


_UntrackedStudentPlacement = untracked_subclass(StudentPlacement)


def parse_student_placement(data: Any, deep: bool = False) -> StudentPlacement:
    instance: StudentPlacement = new_model(_UntrackedStudentPlacement)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = StudentPlacement
    return instance
