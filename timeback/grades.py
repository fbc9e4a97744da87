"""Grade levels as the platform numbers them: pre-K is -1, kindergarten is 0, then 1 to 13.

normalize("4th grade") == normalize("04") == normalize(4.0) == 4
label(0) == "K"
"""

from __future__ import annotations

import re

from timeback_runtime.errors import InvalidRequestError
from timeback_runtime.frames import clears_locals

__all__ = ["HIGHEST", "KINDERGARTEN", "PRE_KINDERGARTEN", "label", "normalize"]

PRE_KINDERGARTEN = -1
KINDERGARTEN = 0
HIGHEST = 13

_WORDS = {
    "pk": PRE_KINDERGARTEN,
    "prek": PRE_KINDERGARTEN,
    "prekindergarten": PRE_KINDERGARTEN,
    "k": KINDERGARTEN,
    "kg": KINDERGARTEN,
    "kindergarten": KINDERGARTEN,
}
_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh"),
    *("eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth"),
)
_WORDS |= {word: number for number, word in enumerate(_ORDINALS, 1)}

_NUMBER = re.compile(r"([+-]?[0-9]{1,3})(\.0*)?")
_ORDINAL = re.compile(r"([0-9]{1,2})(st|nd|rd|th)")
_GRADE_WORD = re.compile(r"^(?:grade|gr\.?)\s+|\s+grade$|^grade(?=[0-9])")


@clears_locals
def normalize(grade: str | float) -> int:
    """Return the number of a grade level.

    Args:
        grade: a number, or text such as ``"4"``, ``"04"``, ``"4th grade"``, ``"Grade 4"``, ``"fourth"``, ``"K"``,
            ``"Pre-K"``.

    Raises:
        InvalidRequestError: the value is not a grade level from pre-K to 13.
    """
    found = _from_text(grade) if isinstance(grade, str) else _from_number(grade)
    if found is None or not PRE_KINDERGARTEN <= found <= HIGHEST:
        # The message leaves text out, because a column may contain personal data.
        shown = repr(grade) if isinstance(grade, int | float) else type(grade).__name__
        raise InvalidRequestError(
            f"grade: expected -1 (pre-K) to {HIGHEST}, or text such as '4', '4th grade', 'K' or 'PK', got {shown}"
        )
    return found


@clears_locals
def label(grade: str | float) -> str:
    """Return the name of a grade level: ``PK``, ``K``, ``4th grade``. ``normalize`` converts it back to the number.

    Raises:
        InvalidRequestError: the value is not a grade level from pre-K to 13.
    """
    number = normalize(grade)
    if number <= KINDERGARTEN:
        return "K" if number == KINDERGARTEN else "PK"
    return f"{number}{_ordinal_suffix(number)} grade"


def _from_number(grade: object) -> int | None:
    if isinstance(grade, bool) or not isinstance(grade, int | float):
        return None
    # Compared, not converted: int() raises for infinity and NaN.
    return next((number for number in range(PRE_KINDERGARTEN, HIGHEST + 1) if number == grade), None)


def _from_text(grade: str) -> int | None:
    text = _GRADE_WORD.sub("", grade.strip().lower()).strip()
    if number := _NUMBER.fullmatch(text):
        return int(number[1])
    if (ordinal := _ORDINAL.fullmatch(text)) and ordinal[2] == _ordinal_suffix(int(ordinal[1])):
        return int(ordinal[1])
    return _WORDS.get(re.sub(r"[\s-]", "", text))


def _ordinal_suffix(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
