"""Placement: the tests of a subject by grade, and where a student stands among them."""

from __future__ import annotations

import attrs

from timeback.sandbox.powerpath.gradebook import is_complete, results_of
from timeback.sandbox.powerpath.lessons import Lesson, all_lessons
from timeback.sandbox.powerpath.scoring import PASS_MARK
from timeback.sandbox.powerpath.storage import as_number
from timeback.sandbox.storage.store import Store, StoredObject

__all__ = ["PlacementState", "judge_placement", "newest_result", "tests_of"]


@attrs.frozen
class PlacementState:
    """How far a student got in the tests of a subject."""

    next: Lesson | None
    """The test to take next; None after a failed one, and after the last."""
    grade: int | None
    onboarded: bool
    exhausted: bool


def tests_of(store: Store, subject: str) -> list[Lesson]:
    """The placement tests of a subject, by grade; those that name no grade are not among them."""
    found = [each for each in all_lessons(store, "placement") if each.subject == subject and each.grade is not None]
    return sorted(found, key=lambda each: each.grade or 0)


def newest_result(store: Store, lesson: Lesson, student: str) -> StoredObject | None:
    """The latest finished result of a test."""
    done = [each for each in results_of(store, lesson.id, student) if is_complete(each)]
    return max(done, key=lambda each: str(each.get("scoreDate")), default=None)


def passed(result: StoredObject) -> bool:
    return (as_number(result.get("score")) or 0) >= PASS_MARK


def judge_placement(store: Store, tests: list[Lesson], student: str) -> PlacementState:
    """Walk up the tests as long as they were passed."""
    for test in tests:
        result = newest_result(store, test, student)
        if result is None:
            return PlacementState(test, test.grade, onboarded=False, exhausted=False)
        if not passed(result):
            last = test.id == tests[-1].id
            return PlacementState(None, test.grade, onboarded=True, exhausted=last)
    return PlacementState(None, tests[-1].grade if tests else None, onboarded=bool(tests), exhausted=bool(tests))
