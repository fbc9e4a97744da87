"""How placement is judged: a student takes the placement tests of a subject by grade, until one is failed."""

from __future__ import annotations

import attrs

from timeback.sandbox.operations.objects import as_number
from timeback.sandbox.powerpath.gradebook import is_complete, results_of
from timeback.sandbox.powerpath.lessons import Lesson, all_lessons
from timeback.sandbox.powerpath.scoring import PASS_MARK
from timeback.sandbox.storage.store import Store, StoredObject

__all__ = ["PlacementState", "judge_placement", "newest_result", "tests_of"]


@attrs.frozen
class PlacementState:
    """The result of the placement tests that a student has taken in a subject."""

    next: Lesson | None
    """The next test to take; None after a failed test, and after the last one."""
    grade: int | None
    """The grade level of the student: that of the next, the failed or the last test."""
    onboarded: bool
    """Whether placement is finished."""
    exhausted: bool
    """Whether the last test was taken."""


def tests_of(store: Store, subject: str) -> list[Lesson]:
    """The placement tests of a subject, sorted by grade; tests without a grade are omitted."""
    found = [each for each in all_lessons(store, "placement") if each.subject == subject and each.grade is not None]
    return sorted(found, key=lambda each: each.grade or 0)


def newest_result(store: Store, lesson: Lesson, student: str) -> StoredObject | None:
    """The latest complete result of a test."""
    done = [each for each in results_of(store, lesson.id, student) if is_complete(each)]
    return max(done, key=lambda each: str(each.get("scoreDate")), default=None)


def passed(result: StoredObject) -> bool:
    """Whether a score reaches the pass mark."""
    return (as_number(result.get("score")) or 0) >= PASS_MARK


def judge_placement(store: Store, tests: list[Lesson], student: str) -> PlacementState:
    """Find the first test without a complete result or with a score below the pass mark (90)."""
    for test in tests:
        result = newest_result(store, test, student)
        if result is None:
            return PlacementState(test, test.grade, onboarded=False, exhausted=False)
        if not passed(result):
            last = test.id == tests[-1].id
            return PlacementState(None, test.grade, onboarded=True, exhausted=last)
    return PlacementState(None, tests[-1].grade if tests else None, onboarded=bool(tests), exhausted=bool(tests))
