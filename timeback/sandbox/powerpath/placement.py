"""Placement operations: current level, next test, reset, and progress by subject.

`placement_rules` contains the rules that judge placement.
"""

from __future__ import annotations

from typing import Any, Final

from timeback._spec.status import is_deleted
from timeback.sandbox.errors import ApiError
from timeback.sandbox.operations.objects import (
    as_number,
    mark_deleted,
    metadata,
    referenced_id,
    required_parameter,
    required_user,
)
from timeback.sandbox.operations.requests import OperationRequest, OperationResponse
from timeback.sandbox.powerpath.completion import set_onboarding_state
from timeback.sandbox.powerpath.enrollment import is_enrolled
from timeback.sandbox.powerpath.grade_levels import grade_text, grades_of, is_subject, subjects_of
from timeback.sandbox.powerpath.gradebook import (
    answers_of,
    is_complete,
    line_items_of,
    number_of_attempt,
    results_of,
    results_on,
)
from timeback.sandbox.powerpath.lessons import Lesson, lesson_object, lessons_of
from timeback.sandbox.powerpath.placement_rules import PlacementState, judge_placement, tests_of
from timeback.sandbox.storage.store import Store, StoredObject

__all__ = ["HANDLERS"]


def _student_and_lesson(store: Store, request: OperationRequest) -> tuple[str, str]:
    student_id = required_user(store, required_parameter(request, "student"))["sourcedId"]
    required_parameter(request, "subject")
    return student_id, request.choice("subject") or ""


def _tests(store: Store, subject: str) -> list[Lesson]:
    tests = tests_of(store, subject)
    if not tests:
        raise ApiError(404, f"subject: there is no placement test for {subject}.")
    return tests


def _level(found: PlacementState, tests: list[Lesson]) -> dict[str, Any]:
    return {"gradeLevel": grade_text(found.grade), "onboarded": found.onboarded, "availableTests": len(tests)}


def get_current_level(store: Store, request: OperationRequest) -> OperationResponse:
    student_id, subject = _student_and_lesson(store, request)
    tests = _tests(store, subject)
    return request.json_response(_level(judge_placement(store, tests, student_id), tests))


def get_next_test(store: Store, request: OperationRequest) -> OperationResponse:
    student_id, subject = _student_and_lesson(store, request)
    tests = _tests(store, subject)
    found = judge_placement(store, tests, student_id)
    reply = {
        "lesson": found.next.id if found.next is not None else None,
        **_level(found, tests),
        "exhaustedTests": found.exhausted,
    }
    return request.json_response(reply)


def get_all_tests(store: Store, request: OperationRequest) -> OperationResponse:
    student_id, subject = _student_and_lesson(store, request)
    view = []
    for test in _tests(store, subject):
        line_items = line_items_of(store, test.id)
        results = results_of(store, test.id, student_id)
        view.append(
            {
                "component_resources": lesson_object(store, test.id),
                "resources": test.resource,
                "resources_metadata": test.metadata,
                "assessment_line_items": line_items[0] if line_items else None,
                "assessment_results": results or None,
            }
        )
    return request.json_response({"placementTests": view})


def reset_placement(store: Store, request: OperationRequest) -> OperationResponse:
    body = request.body or {}
    student_id = required_user(store, body["student"])["sourcedId"]
    count = 0
    for test in _tests(store, body["subject"]):
        for result in results_on(store, student_id, line_items_of(store, test.id)):
            if number_of_attempt(result) is not None:
                for answer in answers_of(store, result).values():
                    mark_deleted(store, "assessmentResults", answer)
            mark_deleted(store, "assessmentResults", result)
            count += 1
    set_onboarding_state(store, student_id, body["subject"], "in_progress")
    reply = {"success": True, "placementResultsDeleted": count, "onboardingReset": True}
    return request.json_response(reply)


# Progress in the courses of a subject


def get_subject_progress(store: Store, request: OperationRequest) -> OperationResponse:
    student_id, subject = _student_and_lesson(store, request)
    courses = [each for each in store.all("courses") if not is_deleted(each) and is_subject(each, subject)]
    if not courses:
        raise ApiError(404, f"subject: there is no active course in {subject}.")
    return request.json_response({"progress": [_progress(store, each, student_id) for each in courses]})


def _progress(store: Store, course: StoredObject, student_id: str) -> dict[str, Any]:
    lessons = lessons_of(store, course["sourcedId"])
    results = {lesson.id: results_of(store, lesson.id, student_id) for lesson in lessons}
    done = [lesson for lesson in lessons if any(map(is_complete, results[lesson.id]))]
    test_outs = [lesson for lesson in lessons if lesson.type == "test-out"]
    enrolled = is_enrolled(store, student_id, course["sourcedId"])
    return {
        "course": _summary(course),
        "inEnrolled": enrolled,
        "isEnrolled": enrolled,
        "totalLessons": len(lessons),
        "completedLessons": len(done),
        "totalXpEarned": sum(max((_xp(each) for each in results[lesson.id]), default=0) for lesson in lessons),
        "totalAttainableXp": sum(lesson.base_xp or 0 for lesson in lessons),
        "hasUsedTestOut": any(lesson in done for lesson in test_outs),
        "testOutLessonId": test_outs[0].id if test_outs else None,
    }


def _xp(result: StoredObject) -> float:
    return (as_number(metadata(result).get("xp")) or 0) if is_complete(result) else 0


def _summary(course: StoredObject) -> dict[str, Any]:
    return {
        "sourcedId": course["sourcedId"],
        "status": course.get("status", "active"),
        "dateLastModified": course["dateLastModified"],
        "title": str(course.get("title") or ""),
        "courseCode": course.get("courseCode"),
        "grades": [str(grade) for grade in grades_of(course)],
        "subjects": subjects_of(course),
        "level": course.get("level"),
        "orgSourcedId": referenced_id(course, "org") or "",
    }


HANDLERS: Final = {
    "getCurrentLevel": get_current_level,
    "getNextPlacementTest": get_next_test,
    "getAllPlacementTests": get_all_tests,
    "resetUserPlacement": reset_placement,
    "getSubjectProgress": get_subject_progress,
}
