"""Completion of an attempt: XP, test assignment, enrollment and onboarding state."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from timeback.sandbox.operations.objects import active_object, metadata, timestamp
from timeback.sandbox.powerpath.assignment_states import finish_assignment
from timeback.sandbox.powerpath.enrollment import enroll, track_course
from timeback.sandbox.powerpath.gradebook import COMPLETE, number_of_attempt, save_attempt
from timeback.sandbox.powerpath.lessons import MASTERY, Lesson
from timeback.sandbox.powerpath.scoring import PASS_MARK, multiplier
from timeback.sandbox.storage.store import Store, StoredObject

__all__ = ["complete_attempt", "set_onboarding_state"]


def complete_attempt(
    store: Store, lesson: Lesson, student: str, attempt: StoredObject, score: float, meta: Mapping[str, Any]
) -> StoredObject:
    """Complete an attempt. `meta` contains its accuracy and question counts."""
    factor = multiplier(meta["accuracy"], number_of_attempt(attempt) or 1)
    base = lesson.base_xp
    mastered = factor > 0 if lesson.type == MASTERY else score >= PASS_MARK
    closed = {
        **meta,
        "completedAt": timestamp(),
        "xp": None if base is None else base * factor,
        "multiplier": None if base is None else factor,
        "masteredUnits": int(mastered),
    }
    failed = _enroll_by_result(store, lesson, student, attempt, score)
    if failed:
        closed["enrollmentFailed"] = True
    saved = save_attempt(store, lesson, student, attempt, {"score": score, "scoreStatus": COMPLETE}, closed)
    finish_assignment(store, lesson, student, score)
    return saved


def _enroll_by_result(store: Store, lesson: Lesson, student: str, attempt: StoredObject, score: float) -> bool:
    """Enroll the student if the result requires it; True if that failed."""
    skipped = metadata(attempt).get("skipCourseEnrollment") is True
    if lesson.type == "placement":
        course: str | None = None
        done = True
        if score < PASS_MARK:
            course, wanted = _course_after_failure(store, lesson)
            done = skipped or not wanted or (course is not None and enroll(store, student, course))
        elif not _is_last_test(store, lesson):
            set_onboarding_state(store, student, lesson.subject, "in_progress")
            return False
        set_onboarding_state(store, student, lesson.subject, "completed", course if done and not skipped else None)
        return not done
    if lesson.type == "test-out" and score >= PASS_MARK and not skipped:
        if lesson.subject is None or lesson.grade is None:
            return True
        following = track_course(store, lesson.subject, lesson.grade + 1)
        return following is None or not enroll(store, student, following["sourcedId"])
    return False


def _course_after_failure(store: Store, lesson: Lesson) -> tuple[str | None, bool]:
    """The course for a student after a failed placement test, and whether an enrollment is required."""
    if "courseIdOnFail" in lesson.metadata:
        course = lesson.metadata["courseIdOnFail"]
        return (course if isinstance(course, str) else None), course is not None
    if lesson.subject is None or lesson.grade is None:
        return None, True
    found = track_course(store, lesson.subject, lesson.grade)
    return (found["sourcedId"] if found is not None else None), True


def _is_last_test(store: Store, lesson: Lesson) -> bool:
    from timeback.sandbox.powerpath.placement_rules import tests_of

    tests = tests_of(store, lesson.subject) if lesson.subject else []
    return not tests or tests[-1].id == lesson.id


def set_onboarding_state(
    store: Store, student: str, subject: str | None, state: str, course: str | None = None
) -> bool:
    """Store the placement state of a subject in the user's metadata; False if nothing changed."""
    user = active_object(store, "users", student)
    if user is None or subject is None:
        return False
    meta = metadata(user)
    onboarding = meta.get("onboarding")
    known = dict(onboarding) if isinstance(onboarding, dict) else {}
    entry: dict[str, Any] = {"state": state}
    if state == "completed":
        entry["completedAt"] = timestamp()
        if course is not None:
            entry["courseId"] = course
    if known.get(subject) == entry:
        return False
    store.put("users", {**user, "metadata": {**meta, "onboarding": {**known, subject: entry}}})
    return True
