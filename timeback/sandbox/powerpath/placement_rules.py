"""Placement: the tests of a subject by grade, and where a student stands among them."""

from __future__ import annotations

import attrs

from timeback.sandbox.powerpath.gradebook import complete, results_of
from timeback.sandbox.powerpath.lessons import Lesson, all_lessons
from timeback.sandbox.powerpath.scoring import PASS_MARK
from timeback.sandbox.powerpath.storage import number
from timeback.sandbox.storage.store import Object, Store

__all__ = ["Standing", "newest_result", "standing", "tests_of"]


@attrs.frozen
class Standing:
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


def newest_result(store: Store, lesson: Lesson, student: str) -> Object | None:
    """The latest finished result of a test."""
    done = [each for each in results_of(store, lesson.id, student) if complete(each)]
    return max(done, key=lambda each: str(each.get("scoreDate")), default=None)


def passed(result: Object) -> bool:
    return (number(result.get("score")) or 0) >= PASS_MARK


def standing(store: Store, tests: list[Lesson], student: str) -> Standing:
    """Walk up the tests as long as they were passed."""
    for test in tests:
        result = newest_result(store, test, student)
        if result is None:
            return Standing(test, test.grade, onboarded=False, exhausted=False)
        if not passed(result):
            last = test.id == tests[-1].id
            return Standing(None, test.grade, onboarded=True, exhausted=last)
    return Standing(None, tests[-1].grade if tests else None, onboarded=bool(tests), exhausted=bool(tests))
