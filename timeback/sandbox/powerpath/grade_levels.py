"""Grades and subjects: parses the spellings in use into the form of the service."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

__all__ = ["SUBJECTS", "TEST_OUT_SUBJECTS", "grade_text", "grades_of", "is_subject", "subject_of", "subjects_of"]

SUBJECTS: Final = ("Reading", "Language", "Vocabulary", "Social Studies", "Writing", "Science", "FastMath", "Math")
TEST_OUT_SUBJECTS: Final = ("Math", "Reading", "Language", "Science", "Writing", "Vocabulary")
LOWEST: Final = -1
HIGHEST: Final = 13
_WORDS: Final = {"k": 0, "kg": 0, "kindergarten": 0, "pk": -1, "prek": -1, "pre-k": -1}
_OTHER_NAMES: Final = {"mathematics": "Math", "maths": "Math", "english language arts": "Language", "ela": "Language"}
_BY_NAME: Final = {name.lower(): name for name in SUBJECTS} | _OTHER_NAMES


def grade_of(value: Any) -> int | None:
    """A grade as a number, where kindergarten is 0 and pre-kindergarten -1; None if it is invalid."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        number = int(value) if value == int(value) else None
    elif isinstance(value, str):
        text = value.strip().lower()
        found = re.fullmatch(r"(?:grade )?(-?[0-9]{1,2})(?:st|nd|rd|th)?(?: grade)?", text)
        number = _WORDS.get(text, int(found[1]) if found else None)
    else:
        return None
    return number if number is not None and LOWEST <= number <= HIGHEST else None


def grade_text(grade: int | None) -> str | None:
    return None if grade is None else str(grade)


def grades_of(value: Mapping[str, Any]) -> list[int]:
    """The grades of an object, from `grades` or `grade`, in order; invalid ones are omitted."""
    listed = value.get("grades")
    raw: Iterable[Any] = listed if isinstance(listed, list) else [value.get("grade")]
    return [grade for grade in map(grade_of, raw) if grade is not None]


def subject_of(name: Any) -> str | None:
    """A subject of the service by its name, ignoring case; None if it is unknown."""
    return _BY_NAME.get(name.strip().lower()) if isinstance(name, str) else None


def subjects_of(value: Mapping[str, Any]) -> list[str]:
    """The known subjects of an object, from `subjects` or `subject`."""
    listed = value.get("subjects")
    raw: Iterable[Any] = listed if isinstance(listed, list) else [value.get("subject")]
    return list(dict.fromkeys(subject for subject in map(subject_of, raw) if subject is not None))


def is_subject(value: Mapping[str, Any], subject: str) -> bool:
    return subject in subjects_of(value)
