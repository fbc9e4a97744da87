"""Activity by day and subject, and the facts of a week."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any, Final

from timeback._spec.time_zones import day_end, day_start, time_zone
from timeback.sandbox.edubridge.enrollments import course_of_enrollment
from timeback.sandbox.edubridge.facts import ACTIVITY, Fact, Student, facts_of
from timeback.sandbox.edubridge.storage import invalid, settings
from timeback.sandbox.errors import ApiError
from timeback.sandbox.events.storage import find_events
from timeback.sandbox.operations.extensions import StoreOperation
from timeback.sandbox.operations.objects import (
    active_object,
    find_objects,
    origin,
    referenced_id,
    required_object,
    required_parameter,
    timestamp,
)
from timeback.sandbox.operations.requests import OperationRequest, OperationResponse
from timeback.sandbox.spec.comparable import instant
from timeback.sandbox.storage.store import Store, StoredObject
from timeback_runtime.times import utc_text

__all__ = ["HANDLERS"]

_ACTIVITY_SUMS: Final = ("xpEarned", "totalQuestions", "correctQuestions", "masteredUnits")
_TIME_SUMS: Final = ("activeSeconds", "inactiveSeconds", "wasteSeconds")
_NO_APP: Final = "Unknown"
_DATE_LENGTH: Final = len("2026-03-02")
_MICROSECOND: Final = 1_000_000


def _student(store: Store, request: OperationRequest) -> Student:
    """The student of a request.

    Raises:
        ApiError: 404; neither the roster nor an event has such a student.
    """
    student_id, email = request.parameter("studentId"), request.parameter("email")
    if student_id:
        user = required_object(store, "users", student_id, "studentId")
        return Student(user, user.get("email"))
    if not email:
        raise ApiError(400, "email: one of the parameters email and studentId is needed.")
    users = find_objects(store, "users", {"email": email})
    total, _ = find_events(store, [("actorEmail", "=", email)], limit=1)
    if not users and not total:
        raise ApiError(404, "email: there is no student with this address.")
    return Student(users[0] if users else None, email)


def _zone(request: OperationRequest) -> tzinfo:
    name = request.parameter("timezone")
    try:
        return UTC if not name else time_zone(name)
    except ValueError:
        raise ApiError(400, "timezone: must be the name of a time zone in the IANA database.") from None


def _moment(request: OperationRequest, name: str, *, required: bool) -> int | None:
    """A time of the query, in microseconds since 1970."""
    text = required_parameter(request, name) if required else request.parameter(name)
    if not text:
        return None
    moment = instant(text) if len(text) > _DATE_LENGTH else None
    if moment is None:
        raise invalid(request, name, "must be a date and time in ISO 8601 form, such as 2026-03-02T00:00:00.000Z")
    return moment


def _stamp(moment: int) -> str:
    return utc_text(datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=moment))


# Sums


def _empty() -> StoredObject:
    return {
        "activityMetrics": dict.fromkeys(_ACTIVITY_SUMS, 0),
        "timeSpentMetrics": dict.fromkeys(_TIME_SUMS, 0),
        "apps": [],
    }


def _add(sums: StoredObject, fact: Fact) -> None:
    part = sums["activityMetrics" if fact.event_type == ACTIVITY else "timeSpentMetrics"]
    for name, value in fact.metrics.items():
        part[name] += value
    if fact.app is not None and fact.app not in sums["apps"]:
        sums["apps"].append(fact.app)


def _grouped(store: Store, facts: Iterable[Fact], zone: tzinfo) -> dict[str, Any]:
    """`facts` and `factsByApp` of a reply."""
    by_day: dict[str, dict[str, StoredObject]] = {}
    by_app: dict[str, dict[str, dict[str, StoredObject]]] = {}
    is_by_day = settings(store).get("nesting") == "day"
    for fact in facts:
        day, app = fact.local(zone).date().isoformat(), fact.app or _NO_APP
        _add(by_day.setdefault(day, {}).setdefault(fact.subject, _empty()), fact)
        first, second, third = (day, fact.subject, app) if is_by_day else (app, day, fact.subject)
        _add(by_app.setdefault(first, {}).setdefault(second, {}).setdefault(third, _empty()), fact)
    return {"facts": by_day, "factsByApp": by_app}


def _activity(store: Store, request: OperationRequest) -> OperationResponse:
    zone, student = _zone(request), _student(store, request)
    since, until = (_moment(request, name, required=True) or 0 for name in ("startDate", "endDate"))
    if until < since:
        raise invalid(request, "endDate", "must not be before startDate")
    facts = facts_of(store, student, origin(request), since, until)
    return request.json_response(
        {
            "message": "The activity was computed.",
            "startDate": _stamp(since),
            "endDate": _stamp(until),
            **_grouped(store, facts, zone),
        }
    )


def _enrollment_facts(store: Store, request: OperationRequest) -> OperationResponse:
    zone = _zone(request)
    since, until = (_moment(request, name, required=False) for name in ("startDate", "endDate"))
    enrollment = required_object(store, "enrollments", request.path["enrollmentId"], "enrollmentId")
    course = course_of_enrollment(store, enrollment)
    user = active_object(store, "users", referenced_id(enrollment, "user"))
    facts: list[Fact] = []
    if course is not None and user is not None:
        every = facts_of(store, Student(user, user.get("email")), origin(request), since, until)
        facts = [fact for fact in every if fact.course == course["sourcedId"]]
    bounds = {"startDate": since, "endDate": until}
    return request.json_response(
        {
            "message": "The activity was computed.",
            "enrollmentId": enrollment["sourcedId"],
            **{name: _stamp(moment) for name, moment in bounds.items() if moment is not None},
            **_grouped(store, facts, zone),
        }
    )


# Weeks


def _weekly(store: Store, request: OperationRequest) -> OperationResponse:
    zone, student = _zone(request), _student(store, request)
    moment = _moment(request, "weekDate", required=True) or 0
    try:
        day = datetime.fromtimestamp(moment // _MICROSECOND, UTC).astimezone(zone).date()
        sunday = day - timedelta(days=day.isoweekday() % 7)
        start, end = day_start(sunday, zone), day_end(sunday + timedelta(days=6), zone)
    except (OverflowError, ValueError, OSError):
        raise invalid(request, "weekDate", "must be between the years 1 and 9999") from None
    bounds = [round((each - datetime(1970, 1, 1, tzinfo=UTC)) / timedelta(microseconds=1)) for each in (start, end)]
    facts = facts_of(store, student, origin(request), *bounds)
    person, enrollments = _person(store, student), _enrollments(store, student)
    return request.json_response(
        {
            "message": "The facts were computed.",
            "startDate": utc_text(start),
            "endDate": utc_text(end),
            "facts": [_row(store, fact, zone, person, enrollments) for fact in facts],
        }
    )


def _person(store: Store, student: Student) -> dict[str, Any]:
    """What the rows of a student have in common."""
    user: Mapping[str, Any] = student.user or {}
    school = active_object(store, "orgs", referenced_id(user, "primaryOrg")) or {}
    grades = user.get("grades")
    return {
        "email": student.email,
        "username": user.get("username"),
        "userGrade": str(grades[0]) if isinstance(grades, list) and grades else None,
        "userFamilyName": user.get("familyName"),
        "userGivenName": user.get("givenName"),
        "userId": user.get("sourcedId"),
        "campusId": school.get("sourcedId"),
        "campusName": school.get("name"),
    }


def _row(
    store: Store, fact: Fact, zone: tzinfo, person: Mapping[str, Any], enrollments: Mapping[str, str]
) -> dict[str, Any]:
    local = fact.local(zone)
    course = active_object(store, "courses", fact.course) or {}
    return {
        "id": fact.number,
        "year": local.year,
        "month": local.month,
        "day": local.day,
        "dayOfWeek": local.isoweekday() % 7,
        "date": local.date().isoformat(),
        "datetime": _stamp(fact.moment),
        "source": fact.source,
        **person,
        "subject": fact.subject,
        "app": fact.app,
        "courseId": fact.course,
        "courseName": fact.details.get("courseName") or course.get("title"),
        "enrollmentId": enrollments.get(fact.course or ""),
        "activityId": fact.details.get("activityId"),
        "activityName": fact.details.get("activityName"),
        "alphaLevel": None,
        "generatedAt": timestamp(),
        "sendTime": fact.details.get("sendTime"),
        "sensor": fact.details.get("sensor"),
        "eventType": fact.event_type,
        **{name: fact.metrics.get(name) for name in _ACTIVITY_SUMS},
        # Unlike the others, they are text in these rows.
        **{name: str(fact.metrics[name]) if name in fact.metrics else None for name in _TIME_SUMS},
    }


def _enrollments(store: Store, student: Student) -> dict[str, str]:
    """The ids of the enrollments of a student, by course."""
    found: dict[str, str] = {}
    if student.user is not None:
        for each in find_objects(store, "enrollments", {"user.sourcedId": student.user["sourcedId"]}):
            course = course_of_enrollment(store, each)
            if course is not None:
                found.setdefault(course["sourcedId"], each["sourcedId"])
    return found


HANDLERS: Final[Mapping[str, StoreOperation]] = {
    "getActivity": _activity,
    "getEnrollmentFacts": _enrollment_facts,
    "getWeeklyFacts": _weekly,
}
