"""Placement data: the placement of a student in all subjects, by the rules of `placement_rules`."""

from __future__ import annotations

from typing import Any, Final

from timeback.sandbox.operations.objects import (
    as_number,
    as_timestamp,
    metadata,
    required_user,
)
from timeback.sandbox.operations.requests import OperationRequest, OperationResponse
from timeback.sandbox.powerpath.grade_levels import SUBJECTS, grade_of
from timeback.sandbox.powerpath.gradebook import current_attempt
from timeback.sandbox.powerpath.lessons import Lesson
from timeback.sandbox.powerpath.placement_rules import judge_placement, newest_result, passed, tests_of
from timeback.sandbox.powerpath.screening import results_of_student
from timeback.sandbox.storage.store import Store, StoredObject

__all__ = ["HANDLERS"]


def get_placement_data(store: Store, request: OperationRequest) -> OperationResponse:
    student_id = required_user(store, request.path["studentId"], "studentId")["sourcedId"]
    screened = results_of_student(store, student_id)
    view = {}
    for subject in SUBJECTS:
        tests = tests_of(store, subject)
        if tests:
            view[subject] = _subject(store, subject, tests, student_id, screened.get(subject))
    return request.json_response(view)


def _subject(
    store: Store, subject: str, tests: list[Lesson], student_id: str, screened: StoredObject | None
) -> dict[str, Any]:
    found = judge_placement(store, tests, student_id)
    lowest, highest = tests[0].grade, tests[-1].grade
    results = [_result(store, subject, test, student_id) for test in tests]
    begun = any(each["status"] != "NOT_STARTED" for each in results)
    return {
        "status": "COMPLETED" if found.onboarded else "IN_PROGRESS" if begun else "NOT_STARTED",
        "startingGrade": lowest,
        "currentGrade": found.grade,
        "subjectLowestGrade": lowest,
        "subjectHighestGrade": highest,
        "nextTestId": found.next.id if found.next is not None else None,
        "RIT": _rit(screened),
        "results": results,
    }


def _result(store: Store, subject: str, test: Lesson, student_id: str) -> dict[str, Any]:
    view: dict[str, Any] = {
        "source": "EDULASTIC" if test.provider == "edulastic" else "PLACEMENT",
        "testId": test.id,
        "title": test.title,
        "subject": subject,
        "grade": test.grade,
    }
    result = newest_result(store, test, student_id)
    if result is None:
        begun = current_attempt(store, test, student_id) is not None
        return {**view, "status": "STARTED" if begun else "NOT_STARTED"}
    view |= {"status": "PASSED" if passed(result) else "FAILED", "score": as_number(result.get("score")) or 0}
    meta = metadata(result)
    completed = as_timestamp(meta.get("completedAt")) or as_timestamp(result.get("scoreDate"))
    if completed is not None:
        view["completedAt"] = completed
    if test.provider == "mastery-track" and isinstance(meta.get("masteryTrackProcessed"), bool):
        view["masteryTrackProcessed"] = meta["masteryTrackProcessed"]
    return view


def _rit(screened: StoredObject | None) -> dict[str, Any]:
    if screened is None:
        return {}
    return {"SCREENING": {"score": round(screened["ritScore"]), "grade": grade_of(screened["grade"])}}


HANDLERS: Final = {"getStudentPlacementData": get_placement_data}
