"""Grades and subjects, in the forms in which people write them and in the one that the service answers with."""

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
    """A grade in the platform's count, where kindergarten is 0 and the year before it -1."""
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
    """The grades that an object lists, or its single one, in its order; what is no grade is left out."""
    listed = value.get("grades")
    raw: Iterable[Any] = listed if isinstance(listed, list) else [value.get("grade")]
    return [grade for grade in map(grade_of, raw) if grade is not None]


def subject_of(name: Any) -> str | None:
    """A subject of the service by its name in any case."""
    return _BY_NAME.get(name.strip().lower()) if isinstance(name, str) else None


def subjects_of(value: Mapping[str, Any]) -> list[str]:
    """The subjects that an object lists, or its single one, as far as the service knows them."""
    listed = value.get("subjects")
    raw: Iterable[Any] = listed if isinstance(listed, list) else [value.get("subject")]
    return list(dict.fromkeys(subject for subject in map(subject_of, raw) if subject is not None))


def is_subject(value: Mapping[str, Any], subject: str) -> bool:
    return subject in subjects_of(value)
