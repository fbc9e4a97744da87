"""Mastery scoring rules: the powerpath-100 score, the choice of the next question, the pass mark, and XP."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from random import Random
from typing import Final, Protocol, TypeVar

__all__ = ["DIFFICULTIES", "FULL_SCORE", "PASS_MARK", "choose_question", "multiplier", "next_score", "percentage"]

FULL_SCORE: Final = 100
PASS_MARK: Final = 90
DIFFICULTIES: Final = ("easy", "medium", "hard")
# Points that a wrong answer deducts, by the tens of the score before it.
_DEDUCTIONS: Final = (1, 1, 2, 3, 4, 5, 5, 6, 7, 8)
_MEDIUM_SHARE: Final = 0.75


class Selectable(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def difficulty(self) -> str: ...
    @property
    def human_approved(self) -> bool | None: ...


SelectableT = TypeVar("SelectableT", bound=Selectable)


def next_score(score: float, correct: bool) -> int:
    """The score of a powerpath-100 lesson after one more answer, from 0 to 100."""
    tens = min(9, int(score) // 10)
    change = max(4, 14 - tens) if correct else -_DEDUCTIONS[tens]
    return max(0, min(FULL_SCORE, int(score) + change))


def multiplier(accuracy: float, attempt: int) -> float:
    """The factor for the XP of a complete lesson; accuracy in percent."""
    if accuracy >= 100:
        return 1.25 if attempt == 1 else 1.0
    if accuracy >= 80:
        return 1.0 if attempt == 1 else 0.5
    return 0.0


def percentage(part: float, whole: float) -> float:
    """A percentage, not rounded; an int if it has no fraction."""
    if not whole:
        return 0
    value = 100 * part / whole
    return int(value) if value == int(value) else value


def _difficulty_order(score: float, random: Random) -> tuple[str, ...]:
    if score < 70:
        return DIFFICULTIES
    if score >= PASS_MARK:
        return ("hard", "medium", "easy")
    return ("medium", "hard", "easy") if random.random() < _MEDIUM_SHARE else ("hard", "medium", "easy")


def choose_question(
    questions: Sequence[SelectableT], score: float, seen: Sequence[str], seen_before: Collection[str], random: Random
) -> SelectableT:
    """Choose the next question. New questions take precedence, then the suitable difficulty, then human approval.

    seen: ids of the questions answered in this attempt, the latest last
    seen_before: ids of the questions answered in other attempts
    """
    order = _difficulty_order(score, random)
    now = set(seen)
    pool = (
        [each for each in questions if each.id not in now and each.id not in seen_before]
        or [each for each in questions if each.id not in now]
        or [each for each in questions if each.id != seen[-1]]
        or list(questions)
    )
    by_difficulty: Mapping[str, list[SelectableT]] = {
        difficulty: [each for each in pool if each.difficulty == difficulty] for difficulty in DIFFICULTIES
    }
    suitable = next(by_difficulty[difficulty] for difficulty in order if by_difficulty[difficulty])
    return random.choice([each for each in suitable if each.human_approved] or suitable)
