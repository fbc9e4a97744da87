"""Enrollment by course: enroll, unenroll, the default class, progress and goals."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from timeback.sandbox.edubridge.default_classes import default_class, enrolled_course
from timeback.sandbox.edubridge.results import course_results
from timeback.sandbox.edubridge.storage import invalid, today
from timeback.sandbox.errors import ApiError
from timeback.sandbox.operations.extensions import StoreOperation
from timeback.sandbox.operations.objects import (
    active_object,
    find_objects,
    is_past,
    mark_deleted,
    metadata,
    new_id,
    reference,
    referenced_id,
    required_object,
)
from timeback.sandbox.operations.requests import OperationRequest, OperationResponse
from timeback.sandbox.spec.comparable import instant
from timeback.sandbox.storage.store import Store, StoredObject

__all__ = ["HANDLERS", "course_of_enrollment", "enrollments_of_course"]


def _primary_org(user: Mapping[str, Any]) -> str | None:
    """The primary organisation of a user: the property, or that of the primary role, or that of the only role."""
    roles = [role for role in user.get("roles") or () if isinstance(role, dict)]
    primary = [role for role in roles if role.get("roleType") == "primary"] or roles[:1]
    return referenced_id(user, "primaryOrg") or (referenced_id(primary[0], "org") if primary else None)


def _parts(store: Store, request: OperationRequest) -> tuple[StoredObject, StoredObject, str]:
    """The user, the course and the school of a request."""
    user = required_object(store, "users", request.path["userId"], "userId")
    course = required_object(store, "courses", request.path["courseId"], "courseId")
    school = request.path.get("schoolId")
    if school is None:
        school = _primary_org(user)
        if school is None or active_object(store, "orgs", school) is None:
            raise invalid(request, "schoolId", "is needed, since the user has no primary organisation that exists")
        return user, course, school
    return user, course, required_object(store, "orgs", school, "schoolId")["sourcedId"]


def _enrollment_in(store: Store, user: str, of_class: str) -> StoredObject | None:
    found = find_objects(store, "enrollments", {"user.sourcedId": user, "class.sourcedId": of_class})
    return found[0] if found else None


def _day(moment: str) -> str:
    """The day of a time, in UTC."""
    return datetime.fromtimestamp((instant(moment) or 0) / 1_000_000, UTC).date().isoformat()


def _enroll(store: Store, request: OperationRequest) -> OperationResponse:
    user, course, school = _parts(store, request)
    given = request.body or {}
    of_class = default_class(store, course, school)
    stored = _enrollment_in(store, user["sourcedId"], of_class["sourcedId"])
    if stored is None:
        sourced_id = given.get("sourcedId") or new_id()
        if active_object(store, "enrollments", sourced_id) is not None:
            raise invalid(request, "sourcedId", f"{sourced_id} already exists in enrollments")
        stored = {
            "sourcedId": sourced_id,
            "status": "active",
            "role": "student",
            "beginDate": today(store).isoformat(),
            "user": reference(user["sourcedId"], "user"),
            "class": reference(of_class["sourcedId"], "class"),
            "school": reference(school, "org"),
            "course": reference(course["sourcedId"], "course"),
        }
    # The school of an older enrollment in this class may have been deleted.
    changes: dict[str, Any] = {"school": reference(school, "org")}
    if "role" in given:
        changes["role"] = given["role"]
    if "beginDate" in given:
        changes["beginDate"] = _day(given["beginDate"])
    if "metadata" in given:
        changes["metadata"] = {**metadata(stored), **given["metadata"]}
    enrollment = store.put("enrollments", {**stored, **changes})
    return request.json_response({"data": _view(store, enrollment)})


def _unenroll(store: Store, request: OperationRequest) -> OperationResponse:
    user, course, school = _parts(store, request)
    found = [
        each
        for each in find_objects(store, "enrollments", {"user.sourcedId": user["sourcedId"]})
        if _is_in(store, each, course["sourcedId"], school)
    ]
    if not found:
        raise ApiError(404, "courseId: the user is not enrolled in this course at this school.")
    for each in found:
        mark_deleted(store, "enrollments", each)
    return OperationResponse(request.operation.status)


def _is_in(store: Store, enrollment: StoredObject, course: str, school: str) -> bool:
    of_class = store.get("classes", referenced_id(enrollment, "class") or "") or {}
    at = referenced_id(enrollment, "school") or referenced_id(of_class, "school", "org")
    return (referenced_id(of_class, "course"), at) == (course, school)


def course_of_enrollment(store: Store, enrollment: StoredObject) -> StoredObject | None:
    """The course of an enrollment, through its class; None if one of them does not exist."""
    of_class = active_object(store, "classes", referenced_id(enrollment, "class"))
    course = referenced_id(of_class, "course") if of_class is not None else referenced_id(enrollment, "course")
    return active_object(store, "courses", course)


def _view(store: Store, enrollment: StoredObject) -> StoredObject | None:
    """An enrollment as replies contain it; None if it has no course or no school."""
    course = course_of_enrollment(store, enrollment)
    of_class = active_object(store, "classes", referenced_id(enrollment, "class")) or {}
    at = referenced_id(enrollment, "school") or referenced_id(of_class, "school", "org")
    school = active_object(store, "orgs", at)
    if course is None or school is None:
        return None
    terms = [term["sourcedId"] for term in of_class.get("terms") or () if isinstance(term, dict)]
    sessions = [found for each in terms if (found := active_object(store, "academicSessions", each)) is not None]
    view = {
        "id": enrollment["sourcedId"],
        "role": enrollment["role"],
        "beginDate": _midnight(enrollment.get("beginDate")),
        "endDate": _midnight(enrollment.get("endDate")),
        "course": enrolled_course(course),
        "school": {"id": school["sourcedId"], "name": school["name"]},
        "periods": [
            {
                "id": session["sourcedId"],
                "title": session["title"],
                "startDate": _midnight(session.get("startDate")),
                "endDate": _midnight(session.get("endDate")),
            }
            for session in sessions
        ],
    }
    if enrollment.get("metadata") is not None:
        view["metadata"] = enrollment["metadata"]
    return view


def _midnight(day: Any) -> str | None:
    return f"{day[:10]}T00:00:00.000Z" if isinstance(day, str) else None


def _list(store: Store, request: OperationRequest) -> OperationResponse:
    found = find_objects(store, "enrollments", {"user.sourcedId": request.path["userId"]})
    views = [_view(store, each) for each in found if not is_past(each.get("endDate"))]
    return request.json_response({"data": [view for view in views if view is not None]})


def _get_default_class(store: Store, request: OperationRequest) -> OperationResponse:
    course = required_object(store, "courses", request.path["courseId"], "courseId")
    school = request.path.get("schoolId") or referenced_id(course, "org")
    if active_object(store, "orgs", school) is None or school is None:
        raise invalid(request, "schoolId", "is needed, since the organisation of the course does not exist")
    found = default_class(store, course, school)
    view = {"id": found["sourcedId"], "title": found["title"], "course": enrolled_course(course)}
    names = ("classCode", "subjectCodes", "subjects", "grades", "periods")
    view.update({name: found[name] for name in names if found.get(name) is not None})
    return request.json_response({"data": view})


def _reset_progress(store: Store, request: OperationRequest) -> OperationResponse:
    for result in course_results(store, request.path["userId"], request.path["courseId"]):
        mark_deleted(store, "assessmentResults", result)
    return OperationResponse(request.operation.status)


# Goals


def enrollments_of_course(store: Store, course: str) -> list[StoredObject]:
    """The active enrollments in all classes of a course."""
    return [
        enrollment
        for of_class in find_objects(store, "classes", {"course.sourcedId": course})
        for enrollment in find_objects(store, "enrollments", {"class.sourcedId": of_class["sourcedId"]})
    ]


def _updated(request: OperationRequest, count: int) -> OperationResponse:
    return request.json_response({"data": {"updated": count, "errors": []}})


def _propagate_goals(store: Store, request: OperationRequest) -> OperationResponse:
    course = required_object(store, "courses", request.path["courseId"], "courseId")
    goals = metadata(course).get("goals")
    if not isinstance(goals, dict) or not goals:
        raise invalid(request, "courseId", "the course has no goals in its metadata")
    count = 0
    for enrollment in enrollments_of_course(store, course["sourcedId"]):
        meta = metadata(enrollment)
        if meta.get("studentSpecificGoals") is not True:
            store.put("enrollments", {**enrollment, "metadata": {**meta, "goals": goals}})
            count += 1
    return _updated(request, count)


def _reset_goals(store: Store, request: OperationRequest) -> OperationResponse:
    count = 0
    for enrollment in enrollments_of_course(store, request.path["courseId"]):
        meta = metadata(enrollment)
        rest = {name: value for name, value in meta.items() if name not in ("goals", "studentSpecificGoals")}
        if rest != meta:
            store.put("enrollments", {**enrollment, "metadata": rest})
            count += 1
    return _updated(request, count)


HANDLERS: Final[Mapping[str, StoreOperation]] = {
    "enroll": _enroll,
    "enrollAtSchool": _enroll,
    "unenroll": _unenroll,
    "unenrollAtSchool": _unenroll,
    "listEnrollments": _list,
    "getDefaultClass": _get_default_class,
    "getDefaultClassAtSchool": _get_default_class,
    "resetProgress": _reset_progress,
    "propagateGoals": _propagate_goals,
    "resetGoals": _reset_goals,
}
