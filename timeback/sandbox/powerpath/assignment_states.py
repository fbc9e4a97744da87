"""Test assignment state machine: assigned, in_progress, then completed or failed; or expired, or cancelled."""

from __future__ import annotations

from typing import Any, Final

from timeback.sandbox.errors import ApiError
from timeback.sandbox.operations.objects import (
    fetch,
    find_objects,
    is_past,
    timestamp,
)
from timeback.sandbox.powerpath.lessons import Lesson
from timeback.sandbox.powerpath.scoring import PASS_MARK
from timeback.sandbox.storage.query import SqlCondition
from timeback.sandbox.storage.store import Store, StoredObject

__all__ = ["OPEN_STATES", "assignment_of_lesson", "expire_assignments", "finish_assignment", "start_assignment"]

ASSIGNMENTS: Final = "testAssignments"
OPEN_STATES: Final = ("assigned", "in_progress")


def update_assignment(store: Store, assignment: StoredObject, **changes: Any) -> StoredObject:
    return store.put(ASSIGNMENTS, {**assignment, **changes})


def expire_assignments(store: Store) -> None:
    """Mark the assignments whose expiresAt has passed as expired."""
    indexed_column = store.layouts[ASSIGNMENTS].indexed["expiresAt"]
    for each in fetch(store, ASSIGNMENTS, SqlCondition(f"v.{indexed_column.column} IS NOT NULL", ())):
        if each.get("assignmentStatus") in OPEN_STATES and is_past(each.get("expiresAt")):
            update_assignment(store, each, assignmentStatus="expired")


def assignments_of_student(store: Store, student: str) -> list[StoredObject]:
    expire_assignments(store)
    return find_objects(store, ASSIGNMENTS, {"studentSourcedId": student})


def assignment_of_lesson(store: Store, lesson: Lesson, student: str) -> StoredObject | None:
    """The test assignment of a lesson; None for a lesson in a course.

    Raises:
        ApiError: 422; the test is assigned to another student.
    """
    if lesson.assignment is None:
        return None
    expire_assignments(store)
    assignment = store.get(ASSIGNMENTS, lesson.assignment)
    if assignment is None or assignment["studentSourcedId"] != student:
        raise ApiError(422, f"student: the test {lesson.id} is not assigned to {student}.")
    return assignment


def start_assignment(store: Store, lesson: Lesson, student: str) -> None:
    """Set an assignment to in_progress, when the student starts the test.

    Raises:
        ApiError: 422; the assignment is expired or cancelled.
    """
    assignment = assignment_of_lesson(store, lesson, student)
    if assignment is None:
        return
    status = assignment["assignmentStatus"]
    if status in ("expired", "cancelled"):
        raise ApiError(422, f"lesson: the assignment of the test {lesson.id} is {status}.")
    if status == "assigned":
        update_assignment(store, assignment, assignmentStatus="in_progress")


def finish_assignment(store: Store, lesson: Lesson, student: str, score: float) -> None:
    """Set an assignment to completed or failed by the final score. Expired and cancelled ones do not change."""
    assignment = assignment_of_lesson(store, lesson, student)
    if assignment is not None and assignment["assignmentStatus"] in OPEN_STATES:
        status = "completed" if score >= PASS_MARK else "failed"
        update_assignment(store, assignment, assignmentStatus=status, completedAt=timestamp())
