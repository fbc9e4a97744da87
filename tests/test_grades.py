"""Grades in all the forms in which they come."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeback.errors import InvalidRequestError
from timeback.grades import HIGHEST, label, normalize

GRADES = st.integers(-1, HIGHEST)


@pytest.mark.parametrize(
    ("given", "number"),
    [
        ("4th grade", 4),
        ("4th Grade", 4),
        ("Grade 4", 4),
        ("grade4", 4),
        ("gr. 4", 4),
        ("4", 4),
        ("04", 4),
        ("4.0", 4),
        (" 4 ", 4),
        (4, 4),
        (4.0, 4),
        ("1st", 1),
        ("2nd grade", 2),
        ("3RD GRADE", 3),
        ("11th", 11),
        ("twelfth grade", 12),
        ("First Grade", 1),
        ("13", 13),
        ("K", 0),
        ("k", 0),
        ("KG", 0),
        ("Kindergarten", 0),
        ("Grade K", 0),
        ("0", 0),
        (0, 0),
        ("PK", -1),
        ("Pre-K", -1),
        ("pre k", -1),
        ("PreK", -1),
        ("Pre-Kindergarten", -1),
        ("-1", -1),
        (-1, -1),
    ],
)
def test_known_forms(given: Any, number: int) -> None:
    assert normalize(given) == number


@pytest.mark.parametrize(
    "given",
    [
        *("", " ", "grade", "14", "-2", "4.5", "4rd", "11st", "fourthly", "4 5", "4-5", "\u0664", "\uff14", "1e0"),
        *(14, -2, 4.5, math.nan, math.inf, -math.inf, True, False, None, b"4", ["4"], 10**400),
    ],
)
def test_anything_else_is_refused(given: Any) -> None:
    with pytest.raises(InvalidRequestError, match=r"^grade: expected -1"):
        normalize(given)
    with pytest.raises(ValueError, match="grade"):
        label(given)


def test_what_stood_there_is_not_repeated() -> None:
    with pytest.raises(InvalidRequestError) as caught:
        normalize("Ada Lovelace")
    assert "Ada" not in str(caught.value)


@pytest.mark.parametrize(
    ("number", "words"),
    [(-1, "PK"), (0, "K"), (1, "1st grade"), (2, "2nd grade"), (3, "3rd grade"), (4, "4th grade"), (11, "11th grade")],
)
def test_labels(number: int, words: str) -> None:
    assert label(number) == words


@given(GRADES)
def test_a_label_leads_back_to_its_number(number: int) -> None:
    assert normalize(label(number)) == number
    assert label(label(number)) == label(number)


@given(GRADES, st.sampled_from(["{}", "{}.0", " {}", "{}\n", "grade {}", "Grade {}", "{} grade", "{:03d}"]))
def test_numbers_in_any_dress(number: int, dress: str) -> None:
    assert normalize(dress.format(number)) == number
    assert normalize(float(number)) == number


@given(st.text() | st.integers() | st.floats())
def test_anything_is_a_grade_or_an_error_of_ours(given: Any) -> None:
    try:
        number = normalize(given)
    except InvalidRequestError:
        return
    assert -1 <= number <= HIGHEST
    assert normalize(label(given)) == number
