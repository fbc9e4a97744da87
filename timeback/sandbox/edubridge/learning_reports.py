"""MAP reports, saved time, and the highest grade that a student mastered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from timeback.sandbox.edubridge.calendar import SchoolYear, school_days
from timeback.sandbox.edubridge.storage import GRADES, MAP_REPORTS, settings, today
from timeback.sandbox.errors import ApiError
from timeback.sandbox.operations.extensions import StoreOperation
from timeback.sandbox.operations.objects import find_objects
from timeback.sandbox.operations.requests import OperationRequest, OperationResponse
from timeback.sandbox.powerpath.grade_levels import grade_of, grade_text, subject_of
from timeback.sandbox.powerpath.test_out_rules import grades_passed_in_placement, grades_passed_in_test_outs
from timeback.sandbox.storage.store import Store

__all__ = ["HANDLERS", "grades_id"]

_STANDARD_HOURS: Final = 7
_OWN_HOURS: Final = 2
_SAVED_HOURS: Final = _STANDARD_HOURS - _OWN_HOURS
_GRADES: Final = ("ritGrade", "edulasticGrade", "placementGrade", "testOutGrade")


def _map_profile(store: Store, request: OperationRequest) -> OperationResponse:
    found = store.get(MAP_REPORTS, request.path["userId"])
    if found is None or not found["reports"]:
        raise ApiError(404, "userId: the student has no MAP reports.")
    return request.json_response({"data": found["reports"]})


def _time_saved(store: Store, request: OperationRequest) -> OperationResponse:
    now = today(store)
    year = SchoolYear.of(now)
    dates = [_date(each.get("beginDate")) for each in _enrollments(store, request.path["userId"])]
    starts = [day for day in dates if day is not None]
    off = {date.fromisoformat(day) for day in settings(store).get("daysOff", ())}
    elapsed = school_days(max(year.start, min(starts)), now, off) if starts else 0
    hours = elapsed * _SAVED_HOURS
    data: dict[str, Any] = {
        "totalHoursSaved": hours,
        "totalDaysSaved": hours / 24,
        "schoolDaysElapsed": elapsed,
        "schoolYearStartDate": f"{year.start}T00:00:00.000Z",
        "calculation": {
            "standardSchoolHoursPerDay": _STANDARD_HOURS,
            "timebackHoursPerDay": _OWN_HOURS,
            "hoursSavedPerDay": _SAVED_HOURS,
            "formula": "schoolDaysElapsed * hoursSavedPerDay",
        },
    }
    if starts:
        data["earliestStartDate"] = f"{min(starts)}T00:00:00.000Z"
    return request.json_response({"data": data})


def _enrollments(store: Store, user: str) -> list[dict[str, Any]]:
    return find_objects(store, "enrollments", {"user.sourcedId": user})


def _date(value: Any) -> date | None:
    try:
        return date.fromisoformat(value[:10]) if isinstance(value, str) else None
    except ValueError:
        return None


# Highest grade mastered


def grades_id(student: str, subject: str) -> str:
    return f"{student}\n{subject.casefold()}"


def _highest_grade(store: Store, request: OperationRequest) -> OperationResponse:
    student, subject = request.path["studentId"], request.path["subject"]
    known = subject_of(subject)
    grades: dict[str, Any] = dict.fromkeys(_GRADES)
    if known is not None:
        grades["placementGrade"] = grade_text(max(grades_passed_in_placement(store, known, student), default=None))
        grades["testOutGrade"] = grade_text(max(grades_passed_in_test_outs(store, known, student), default=None))
    supplied = store.get(GRADES, grades_id(student, known or subject)) or {}
    grades.update({name: supplied[name] for name in _GRADES if name in supplied})
    numbers = [number for number in map(grade_of, grades.values()) if number is not None]
    if not numbers:
        raise ApiError(404, "subject: nothing is known of this student in this subject.")
    grades["highestGradeOverall"] = max(numbers)
    return request.json_response({"studentId": student, "subject": known or subject, "grades": grades})


HANDLERS: Final[Mapping[str, StoreOperation]] = {
    "getMapProfile": _map_profile,
    "getTimeSaved": _time_saved,
    "getHighestGradeMastered": _highest_grade,
}
