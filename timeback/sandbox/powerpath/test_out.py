"""Testing out of a course: who may, and how it is started."""

from __future__ import annotations

from typing import Final

from timeback.sandbox.errors import ApiError
from timeback.sandbox.operations.requests import Answer, Call, as_json
from timeback.sandbox.powerpath.assignment_states import OPEN_STATES, of_student
from timeback.sandbox.powerpath.assignments import assign, with_email
from timeback.sandbox.powerpath.external_tests import make_assignment, state_view
from timeback.sandbox.powerpath.grade_levels import TEST_OUT_SUBJECTS, grade_of, subject_of
from timeback.sandbox.powerpath.lessons import lessons_of, load_lesson
from timeback.sandbox.powerpath.storage import existing, needed, origin, student
from timeback.sandbox.powerpath.test_out_rules import SELF_ELECTED, assignments_for, course_problem, elective, level_of
from timeback.sandbox.spec.validation import refuse
from timeback.sandbox.storage.store import Store

__all__ = ["HANDLERS"]


def get_test_out(store: Store, call: Call) -> Answer:
    user = student(store, needed(call, "student"))
    course = existing(store, "courses", needed(call, "course"), "course")
    lesson = next((each for each in lessons_of(store, course["sourcedId"]) if each.type == "test-out"), None)
    if lesson is None:
        shown = {"lessonType": "test-out", "lessonId": None, "toolProvider": None, "finalized": False}
    else:
        shown = state_view(store, lesson, user)
    return Answer(call.operation.status, as_json(shown))


def start(store: Store, call: Call) -> Answer:
    body = call.body or {}
    course = existing(store, "courses", body["courseId"], "courseId")
    user = student(store, body["studentId"], "studentId")
    for each in assignments_for(store, course["sourcedId"], user["sourcedId"]):
        if each["assignmentStatus"] in OPEN_STATES:
            known = {
                "assignmentId": each["sourcedId"],
                "lessonId": each["componentResourceSourcedId"],
                "resourceId": each["resourceSourcedId"],
            }
            return Answer(call.operation.status, as_json({"status": "existing", **known}))
    problem = course_problem(store, course, user["sourcedId"])
    level = level_of(course)
    if problem is not None or level is None:
        raise ApiError(400, f"courseId: no test-out of {course['sourcedId']} can be started: {problem}.")
    subject, grade = level
    made = assign(
        store, with_email(user, "studentId"), subject, str(grade), origin="course", courseId=course["sourcedId"]
    )
    return Answer(call.operation.status, as_json({"status": "created", **made}))


def _subject(name: str) -> str | None:
    subject = subject_of(name)
    return subject if subject in TEST_OUT_SUBJECTS else None


def get_eligibility(store: Store, call: Call) -> Answer:
    who = student(store, call.path["studentId"], "studentId")["sourcedId"]
    subject = _subject(call.path["subject"])
    if subject is None:
        raise ApiError(400, f"subject: must be one of {', '.join(TEST_OUT_SUBJECTS)}, in any case.")
    grade, reason = elective(store, subject, who)
    shown = {"eligible": True} if grade is not None else {"eligible": False, "reason": reason}
    return Answer(call.operation.status, as_json(shown))


def make_elective(store: Store, call: Call) -> Answer:
    body = call.body or {}
    user = student(store, body["oneRosterSourcedId"], "oneRosterSourcedId")
    subject = _subject(body["subject"])
    if subject is None:
        raise refuse([("subject", f"must be one of {', '.join(TEST_OUT_SUBJECTS)}, in any case")])
    with_email(user, "oneRosterSourcedId")
    grade, reason = elective(store, subject, user["sourcedId"])
    if grade is None:
        raise ApiError(422, f"oneRosterSourcedId: no test-out can be assigned. {reason}")
    made = None
    for each in of_student(store, user["sourcedId"]):
        same = each.get("origin") == SELF_ELECTED and each["subject"] == subject and grade_of(each["grade"]) == grade
        if same and each["assignmentStatus"] in OPEN_STATES:
            made = {
                "assignmentId": each["sourcedId"],
                "lessonId": each["componentResourceSourcedId"],
                "resourceId": each["resourceSourcedId"],
            }
    made = made or assign(store, user, subject, str(grade), origin=SELF_ELECTED)
    lesson = load_lesson(store, made["lessonId"])
    provided = make_assignment(store, lesson, user, origin(call), {})
    data = {
        **provided,
        "testAssignmentId": made["assignmentId"],
        "lessonId": made["lessonId"],
        "resourceId": made["resourceId"],
        "subject": subject,
        "grade": str(grade),
    }
    return Answer(call.operation.status, as_json({"success": True, "data": data}))


HANDLERS: Final = {
    "testOut": get_test_out,
    "startTestOut": start,
    "getTestOutEligibility": get_eligibility,
    "makeExternalStudentTestOutAssignment": make_elective,
}
