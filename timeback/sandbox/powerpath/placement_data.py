"""The placement of a student in all subjects at once."""

from __future__ import annotations

from typing import Any, Final

from timeback.sandbox.operations.requests import Answer, Call, as_json
from timeback.sandbox.powerpath.grade_levels import SUBJECTS, grade_of
from timeback.sandbox.powerpath.gradebook import current_attempt
from timeback.sandbox.powerpath.lessons import Lesson
from timeback.sandbox.powerpath.placement_rules import newest_result, passed, standing, tests_of
from timeback.sandbox.powerpath.screening import results_of_student
from timeback.sandbox.powerpath.storage import date, metadata, number, student
from timeback.sandbox.storage.store import Object, Store

__all__ = ["HANDLERS"]


def get_placement_data(store: Store, call: Call) -> Answer:
    who = student(store, call.path["studentId"], "studentId")["sourcedId"]
    screened = results_of_student(store, who)
    shown = {}
    for subject in SUBJECTS:
        tests = tests_of(store, subject)
        if tests:
            shown[subject] = _subject(store, subject, tests, who, screened.get(subject))
    return Answer(call.operation.status, as_json(shown))


def _subject(store: Store, subject: str, tests: list[Lesson], who: str, screened: Object | None) -> dict[str, Any]:
    found = standing(store, tests, who)
    lowest, highest = tests[0].grade, tests[-1].grade
    results = [_result(store, subject, test, who) for test in tests]
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


def _result(store: Store, subject: str, test: Lesson, who: str) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "source": "EDULASTIC" if test.provider == "edulastic" else "PLACEMENT",
        "testId": test.id,
        "title": test.title,
        "subject": subject,
        "grade": test.grade,
    }
    result = newest_result(store, test, who)
    if result is None:
        begun = current_attempt(store, test, who) is not None
        return {**shown, "status": "STARTED" if begun else "NOT_STARTED"}
    shown |= {"status": "PASSED" if passed(result) else "FAILED", "score": number(result.get("score")) or 0}
    told = metadata(result)
    completed = date(told.get("completedAt")) or date(result.get("scoreDate"))
    if completed is not None:
        shown["completedAt"] = completed
    if test.provider == "mastery-track" and isinstance(told.get("masteryTrackProcessed"), bool):
        shown["masteryTrackProcessed"] = told["masteryTrackProcessed"]
    return shown


def _rit(screened: Object | None) -> dict[str, Any]:
    if screened is None:
        return {}
    return {"SCREENING": {"score": round(screened["ritScore"]), "grade": grade_of(screened["grade"])}}


HANDLERS: Final = {"getStudentPlacementData": get_placement_data}
