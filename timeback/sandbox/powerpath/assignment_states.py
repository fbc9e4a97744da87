"""The states of a test assignment: assigned, then in_progress, then completed or failed; or expired, or cancelled."""

from __future__ import annotations

from typing import Any, Final

from timeback.sandbox.errors import ApiError
from timeback.sandbox.powerpath.lessons import Lesson
from timeback.sandbox.powerpath.scoring import PASS_MARK
from timeback.sandbox.powerpath.storage import conditions, find, moment, past, select
from timeback.sandbox.storage.query import Condition
from timeback.sandbox.storage.store import Object, Store

__all__ = ["OPEN_STATES", "begin", "expire", "of_lesson", "settle"]

ASSIGNMENTS: Final = "testAssignments"
OPEN_STATES: Final = ("assigned", "in_progress")


def change(store: Store, assignment: Object, **changes: Any) -> Object:
    return store.put(ASSIGNMENTS, {**assignment, **changes})


def expire(store: Store) -> None:
    """Mark what has run out since the last look."""
    slot = store.layouts[ASSIGNMENTS].slots["expiresAt"]
    for each in select(store, ASSIGNMENTS, Condition(f"v.{slot.column} IS NOT NULL", ())):
        if each.get("assignmentStatus") in OPEN_STATES and past(each.get("expiresAt")):
            change(store, each, assignmentStatus="expired")


def of_student(store: Store, student: str) -> list[Object]:
    expire(store)
    return find(store, ASSIGNMENTS, {"studentSourcedId": student})


def of_lesson(store: Store, lesson: Lesson, student: str) -> Object | None:
    """The assignment that a lesson was made for; 422 for a student whom it is not for, or where it is closed."""
    if lesson.assignment is None:
        return None
    expire(store)
    assignment = store.get(ASSIGNMENTS, lesson.assignment)
    if assignment is None or assignment["studentSourcedId"] != student:
        raise ApiError(422, f"student: the test {lesson.id} is not assigned to {student}.")
    return assignment


def begin(store: Store, lesson: Lesson, student: str) -> None:
    """The student works on the test."""
    assignment = of_lesson(store, lesson, student)
    if assignment is None:
        return
    status = assignment["assignmentStatus"]
    if status in ("expired", "cancelled"):
        raise ApiError(422, f"lesson: the assignment of the test {lesson.id} is {status}.")
    if status == "assigned":
        change(store, assignment, assignmentStatus="in_progress")


def settle(store: Store, lesson: Lesson, student: str, score: float) -> None:
    """The test has a final score. What a cancelled or expired test brings does not count any more."""
    assignment = of_lesson(store, lesson, student)
    if assignment is not None and assignment["assignmentStatus"] in OPEN_STATES:
        status = "completed" if score >= PASS_MARK else "failed"
        change(store, assignment, assignmentStatus=status, completedAt=moment())


def where(store: Store, equal: dict[str, str]) -> Condition:
    return conditions(store, ASSIGNMENTS, equal)
