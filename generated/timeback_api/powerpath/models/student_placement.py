"""Placement of a student by subject."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, One


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
    reading: SubjectPlacement | None = None
    language: SubjectPlacement | None = None
    vocabulary: SubjectPlacement | None = None
    social_studies: SubjectPlacement | None = None
    writing: SubjectPlacement | None = None
    science: SubjectPlacement | None = None
    fast_math: SubjectPlacement | None = None
    math: SubjectPlacement | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, StudentPlacement)
        v: Any
        d = self._begin()
        if (v := self.reading) is not None or "Reading" in d:
            d["Reading"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.language) is not None or "Language" in d:
            d["Language"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.vocabulary) is not None or "Vocabulary" in d:
            d["Vocabulary"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.social_studies) is not None or "Social Studies" in d:
            d["Social Studies"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.writing) is not None or "Writing" in d:
            d["Writing"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.science) is not None or "Science" in d:
            d["Science"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.fast_math) is not None or "FastMath" in d:
            d["FastMath"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.math) is not None or "Math" in d:
            d["Math"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.reading = parse_subject_placement(v, True) if type(v := d.get("Reading")) is dict else v
        self.language = parse_subject_placement(v, True) if type(v := d.get("Language")) is dict else v
        self.vocabulary = parse_subject_placement(v, True) if type(v := d.get("Vocabulary")) is dict else v
        self.social_studies = parse_subject_placement(v, True) if type(v := d.get("Social Studies")) is dict else v
        self.writing = parse_subject_placement(v, True) if type(v := d.get("Writing")) is dict else v
        self.science = parse_subject_placement(v, True) if type(v := d.get("Science")) is dict else v
        self.fast_math = parse_subject_placement(v, True) if type(v := d.get("FastMath")) is dict else v
        self.math = parse_subject_placement(v, True) if type(v := d.get("Math")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> StudentPlacement:
        return parse_student_placement(data)


def parse_student_placement(d: dict[str, Any], whole: bool = False) -> StudentPlacement:
    self: StudentPlacement = new(_StudentPlacement)
    self._raw = d
    self._changed = None
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = StudentPlacement
    return self


from timeback_api.powerpath.models.subject_placement import SubjectPlacement, parse_subject_placement  # noqa: E402

_StudentPlacement = seed(StudentPlacement)
StudentPlacement.FIELDS = {
    "reading": Field("Reading", One(SubjectPlacement)),
    "language": Field("Language", One(SubjectPlacement)),
    "vocabulary": Field("Vocabulary", One(SubjectPlacement)),
    "social_studies": Field("Social Studies", One(SubjectPlacement)),
    "writing": Field("Writing", One(SubjectPlacement)),
    "science": Field("Science", One(SubjectPlacement)),
    "fast_math": Field("FastMath", One(SubjectPlacement)),
    "math": Field("Math", One(SubjectPlacement)),
}
StudentPlacement.INSIDE = {
    "reading": ("Reading", SubjectPlacement),
    "language": ("Language", SubjectPlacement),
    "vocabulary": ("Vocabulary", SubjectPlacement),
    "social_studies": ("Social Studies", SubjectPlacement),
    "writing": ("Writing", SubjectPlacement),
    "science": ("Science", SubjectPlacement),
    "fast_math": ("FastMath", SubjectPlacement),
    "math": ("Math", SubjectPlacement),
}
