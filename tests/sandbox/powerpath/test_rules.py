"""Unit tests of the scoring rules."""

from __future__ import annotations

from random import Random

import attrs
import pytest

from timeback.sandbox.powerpath.grade_levels import grade_of, subject_of
from timeback.sandbox.powerpath.plan_items import order_key
from timeback.sandbox.powerpath.scoring import choose_question, multiplier, next_score, percentage


def test_eleven_right_answers_lead_to_100() -> None:
    scores, score = [], 0
    while score < 100:
        score = next_score(score, True)
        scores.append(score)
    assert scores == [14, 27, 39, 50, 59, 68, 76, 83, 89, 95, 100]


@pytest.mark.parametrize(
    ("before", "after"),
    [(0, 0), (5, 4), (10, 9), (19, 18), (20, 18), (35, 32), (49, 45), (50, 45), (69, 64), (70, 64), (85, 78), (99, 91)],
)
def test_a_wrong_answer_costs_more_the_higher_the_score(before: int, after: int) -> None:
    assert next_score(before, False) == after


def test_right_answers_in_every_band() -> None:
    gains = [next_score(score, True) - score for score in (0, 9, 10, 25, 30, 44, 50, 60, 70, 80, 90)]
    assert gains == [14, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5]


@pytest.mark.parametrize(
    ("accuracy", "attempt", "factor"),
    [(100, 1, 1.25), (100, 2, 1.0), (99.9, 1, 1.0), (80, 1, 1.0), (80, 3, 0.5), (79.9, 1, 0), (0, 2, 0)],
)
def test_xp_depends_on_accuracy_and_attempt(accuracy: float, attempt: int, factor: float) -> None:
    assert multiplier(accuracy, attempt) == factor


def test_percentages_are_not_rounded() -> None:
    assert (percentage(11, 12), percentage(1, 2), percentage(0, 0)) == (pytest.approx(91.6666667), 50, 0)


@attrs.frozen
class Q:
    id: str
    difficulty: str = "medium"
    human_approved: bool | None = None


BANK = [Q("e1", "easy"), Q("e2", "easy", True), Q("m1"), Q("m2"), Q("h1", "hard")]


@pytest.mark.parametrize(
    ("score", "seen", "before", "expected"),
    [
        (0, [], (), {"e2"}),
        (69, ["e2"], (), {"e1"}),
        (0, ["e1", "e2"], (), {"m1", "m2"}),
        (95, [], (), {"h1"}),
        (95, ["h1"], (), {"m1", "m2"}),
        (95, ["h1", "m1", "m2"], (), {"e2"}),
        (0, [], ("e1", "e2", "m1", "m2"), {"h1"}),
        (0, ["h1"], ("e1", "e2", "m1", "m2"), {"e2"}),
        (0, ["e2", "m1", "m2", "h1", "e1"], (), {"e2"}),
        (0, ["e1", "m1", "m2", "h1", "e2"], (), {"e1"}),
    ],
)
def test_new_questions_take_precedence_over_difficulty(
    score: int, seen: list[str], before: tuple[str, ...], expected: set[str]
) -> None:
    assert {choose_question(BANK, score, seen, before, Random(seed)).id for seed in range(40)} == expected


def test_between_70_and_89_three_of_four_are_medium() -> None:
    picked = [choose_question(BANK, 75, [], (), Random(seed)).difficulty for seed in range(1000)]
    assert picked.count("easy") == 0
    assert 700 < picked.count("medium") < 800


def test_a_bank_of_one_question_repeats_it() -> None:
    assert choose_question([Q("only")], 30, ["only"], (), Random(1)).id == "only"


@pytest.mark.parametrize(
    ("value", "grade"),
    [("3", 3), (4, 4), ("K", 0), ("KG", 0), ("PK", -1), ("05", 5), ("4th grade", 4), ("-1", -1), (14, None),
     (True, None), (None, None), ("x", None), (2.5, None)],
)  # fmt: skip
def test_grades_in_all_forms(value: object, grade: int | None) -> None:
    assert grade_of(value) == grade


def test_subjects_in_any_case() -> None:
    assert [subject_of(name) for name in ("math", "Mathematics", "social studies", "Art", None)] == [
        "Math",
        "Math",
        "Social Studies",
        None,
        None,
    ]


def test_order_keys_sort_as_strings() -> None:
    keys = [order_key(index) for index in range(1200)]
    assert sorted(keys) == keys
