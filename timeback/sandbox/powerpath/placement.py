"""Placement: which test comes next, and the level that the tests have shown."""

from __future__ import annotations

from typing import Any, Final

from timeback.sandbox.errors import ApiError
from timeback.sandbox.operations.requests import Answer, Call, as_json
from timeback.sandbox.powerpath.completion import onboard
from timeback.sandbox.powerpath.enrollment import is_enrolled
from timeback.sandbox.powerpath.grade_levels import grade_text, grades_of, is_subject, subjects_of
from timeback.sandbox.powerpath.gradebook import answers_of, complete, line_items_of, number_of, results_of, results_on
from timeback.sandbox.powerpath.lessons import Lesson, lesson_object, lessons_of
from timeback.sandbox.powerpath.placement_rules import Standing, standing, tests_of
from timeback.sandbox.powerpath.storage import metadata, named, needed, number, remove, student
from timeback.sandbox.storage.store import Object, Store

__all__ = ["HANDLERS"]


def _asked(store: Store, call: Call) -> tuple[str, str]:
    who = student(store, needed(call, "student"))["sourcedId"]
    needed(call, "subject")
    return who, call.choice("subject") or ""


def _tests(store: Store, subject: str) -> list[Lesson]:
    tests = tests_of(store, subject)
    if not tests:
        raise ApiError(404, f"subject: there is no placement test of {subject}.")
    return tests


def _level(found: Standing, tests: list[Lesson]) -> dict[str, Any]:
    return {"gradeLevel": grade_text(found.grade), "onboarded": found.onboarded, "availableTests": len(tests)}


def get_current_level(store: Store, call: Call) -> Answer:
    who, subject = _asked(store, call)
    tests = _tests(store, subject)
    return Answer(call.operation.status, as_json(_level(standing(store, tests, who), tests)))


def get_next_test(store: Store, call: Call) -> Answer:
    who, subject = _asked(store, call)
    tests = _tests(store, subject)
    found = standing(store, tests, who)
    reply = {
        "lesson": found.next.id if found.next is not None else None,
        **_level(found, tests),
        "exhaustedTests": found.exhausted,
    }
    return Answer(call.operation.status, as_json(reply))


def get_all_tests(store: Store, call: Call) -> Answer:
    who, subject = _asked(store, call)
    shown = []
    for test in _tests(store, subject):
        line_items = line_items_of(store, test.id)
        results = results_of(store, test.id, who)
        shown.append(
            {
                "component_resources": lesson_object(store, test.id),
                "resources": test.resource,
                "resources_metadata": test.metadata,
                "assessment_line_items": line_items[0] if line_items else None,
                "assessment_results": results or None,
            }
        )
    return Answer(call.operation.status, as_json({"placementTests": shown}))


def reset_placement(store: Store, call: Call) -> Answer:
    body = call.body or {}
    who = student(store, body["student"])["sourcedId"]
    count = 0
    for test in _tests(store, body["subject"]):
        for result in results_on(store, who, line_items_of(store, test.id)):
            if number_of(result) is not None:
                for answer in answers_of(store, result).values():
                    remove(store, "assessmentResults", answer)
            remove(store, "assessmentResults", result)
            count += 1
    onboard(store, who, body["subject"], "in_progress")
    reply = {"success": True, "placementResultsDeleted": count, "onboardingReset": True}
    return Answer(call.operation.status, as_json(reply))


# Progress in the courses of a subject


def get_subject_progress(store: Store, call: Call) -> Answer:
    who, subject = _asked(store, call)
    courses = [
        each for each in store.all("courses") if each.get("status") != "tobedeleted" and is_subject(each, subject)
    ]
    if not courses:
        raise ApiError(404, f"subject: there is no active course of {subject}.")
    return Answer(call.operation.status, as_json({"progress": [_progress(store, each, who) for each in courses]}))


def _progress(store: Store, course: Object, who: str) -> dict[str, Any]:
    lessons = lessons_of(store, course["sourcedId"])
    results = {lesson.id: results_of(store, lesson.id, who) for lesson in lessons}
    done = [lesson for lesson in lessons if any(map(complete, results[lesson.id]))]
    test_outs = [lesson for lesson in lessons if lesson.type == "test-out"]
    enrolled = is_enrolled(store, who, course["sourcedId"])
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


def _xp(result: Object) -> float:
    return (number(metadata(result).get("xp")) or 0) if complete(result) else 0


def _summary(course: Object) -> dict[str, Any]:
    return {
        "sourcedId": course["sourcedId"],
        "status": course.get("status", "active"),
        "dateLastModified": course["dateLastModified"],
        "title": str(course.get("title") or ""),
        "courseCode": course.get("courseCode"),
        "grades": [str(grade) for grade in grades_of(course)],
        "subjects": subjects_of(course),
        "level": course.get("level"),
        "orgSourcedId": named(course, "org") or "",
    }


HANDLERS: Final = {
    "getCurrentLevel": get_current_level,
    "getNextPlacementTest": get_next_test,
    "getAllPlacementTests": get_all_tests,
    "resetUserPlacement": reset_placement,
    "getSubjectProgress": get_subject_progress,
}
