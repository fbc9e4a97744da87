"""Test-out operations: eligibility, start and state. `test_out_rules` contains the rules."""

from __future__ import annotations

from typing import Final

from timeback.sandbox.errors import ApiError
from timeback.sandbox.operations.objects import (
    origin,
    required_object,
    required_parameter,
    required_user,
)
from timeback.sandbox.operations.requests import OperationRequest, OperationResponse
from timeback.sandbox.powerpath.assignment_states import OPEN_STATES, assignments_of_student
from timeback.sandbox.powerpath.assignments import assign, with_email
from timeback.sandbox.powerpath.external_tests import make_assignment, state_view
from timeback.sandbox.powerpath.grade_levels import TEST_OUT_SUBJECTS, grade_of, subject_of
from timeback.sandbox.powerpath.lessons import lessons_of, load_lesson
from timeback.sandbox.powerpath.test_out_rules import (
    SELF_ELECTED,
    assignments_for,
    elective_grade,
    ineligibility_reason,
    subject_and_grade,
)
from timeback.sandbox.spec.validation import refuse
from timeback.sandbox.storage.store import Store

__all__ = ["HANDLERS"]


def get_test_out(store: Store, request: OperationRequest) -> OperationResponse:
    user = required_user(store, required_parameter(request, "student"))
    course = required_object(store, "courses", required_parameter(request, "course"), "course")
    lesson = next((each for each in lessons_of(store, course["sourcedId"]) if each.type == "test-out"), None)
    if lesson is None:
        view = {"lessonType": "test-out", "lessonId": None, "toolProvider": None, "finalized": False}
    else:
        view = state_view(store, lesson, user)
    return request.json_response(view)


def start(store: Store, request: OperationRequest) -> OperationResponse:
    body = request.body or {}
    course = required_object(store, "courses", body["courseId"], "courseId")
    user = required_user(store, body["studentId"], "studentId")
    for each in assignments_for(store, course["sourcedId"], user["sourcedId"]):
        if each["assignmentStatus"] in OPEN_STATES:
            known = {
                "assignmentId": each["sourcedId"],
                "lessonId": each["componentResourceSourcedId"],
                "resourceId": each["resourceSourcedId"],
            }
            return request.json_response({"status": "existing", **known})
    problem = ineligibility_reason(store, course, user["sourcedId"])
    level = subject_and_grade(course)
    if problem is not None or level is None:
        raise ApiError(400, f"courseId: the test-out of {course['sourcedId']} cannot be started: {problem}.")
    subject, grade = level
    created = assign(
        store, with_email(user, "studentId"), subject, str(grade), origin="course", courseId=course["sourcedId"]
    )
    return request.json_response({"status": "created", **created})


def _subject(name: str) -> str | None:
    subject = subject_of(name)
    return subject if subject in TEST_OUT_SUBJECTS else None


def get_eligibility(store: Store, request: OperationRequest) -> OperationResponse:
    student_id = required_user(store, request.path["studentId"], "studentId")["sourcedId"]
    subject = _subject(request.path["subject"])
    if subject is None:
        raise ApiError(400, f"subject: must be one of {', '.join(TEST_OUT_SUBJECTS)}.")
    grade, reason = elective_grade(store, subject, student_id)
    view = {"eligible": True} if grade is not None else {"eligible": False, "reason": reason}
    return request.json_response(view)


def make_elective(store: Store, request: OperationRequest) -> OperationResponse:
    body = request.body or {}
    user = required_user(store, body["oneRosterSourcedId"], "oneRosterSourcedId")
    subject = _subject(body["subject"])
    if subject is None:
        raise refuse([("subject", f"must be one of {', '.join(TEST_OUT_SUBJECTS)}")])
    with_email(user, "oneRosterSourcedId")
    grade, reason = elective_grade(store, subject, user["sourcedId"])
    if grade is None:
        raise ApiError(422, f"oneRosterSourcedId: no test-out can be assigned. {reason}")
    created = None
    for each in assignments_of_student(store, user["sourcedId"]):
        same = each.get("origin") == SELF_ELECTED and each["subject"] == subject and grade_of(each["grade"]) == grade
        if same and each["assignmentStatus"] in OPEN_STATES:
            created = {
                "assignmentId": each["sourcedId"],
                "lessonId": each["componentResourceSourcedId"],
                "resourceId": each["resourceSourcedId"],
            }
    created = created or assign(store, user, subject, str(grade), origin=SELF_ELECTED)
    lesson = load_lesson(store, created["lessonId"])
    provided = make_assignment(store, lesson, user, origin(request), {})
    data = {
        **provided,
        "testAssignmentId": created["assignmentId"],
        "lessonId": created["lessonId"],
        "resourceId": created["resourceId"],
        "subject": subject,
        "grade": str(grade),
    }
    return request.json_response({"success": True, "data": data})


HANDLERS: Final = {
    "testOut": get_test_out,
    "startTestOut": start,
    "getTestOutEligibility": get_eligibility,
    "makeExternalStudentTestOutAssignment": make_elective,
}
