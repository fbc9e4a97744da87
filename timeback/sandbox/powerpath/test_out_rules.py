"""Test-out rules: which students are eligible for a test-out, of which grade, and the state of a test-out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from timeback._spec.status import is_deleted
from timeback.sandbox.powerpath.assignment_states import OPEN_STATES, assignments_of_student
from timeback.sandbox.powerpath.enrollment import courses_of, is_placeholder
from timeback.sandbox.powerpath.grade_levels import grade_of, grades_of, is_subject, subjects_of
from timeback.sandbox.powerpath.lessons import Lesson, all_lessons
from timeback.sandbox.powerpath.placement_rules import newest_result, passed, tests_of
from timeback.sandbox.storage.store import Store, StoredObject

__all__ = [
    "SELF_ELECTED",
    "assignments_for",
    "elective_grade",
    "grades_passed_in_placement",
    "grades_passed_in_test_outs",
    "ineligibility_reason",
    "subject_and_grade",
    "test_out_state",
]

SELF_ELECTED: Final = "self-elected"
_DONE: Final = ("completed", "failed")


def subject_and_grade(course: StoredObject) -> tuple[str, int] | None:
    """Subject and grade of a course; None unless it has both."""
    subjects, grades = subjects_of(course), grades_of(course)
    return (subjects[0], grades[0]) if subjects and grades else None


def assignments_for(store: Store, course: str, student: str) -> list[StoredObject]:
    """All test-out assignments of a student for a course."""
    return [each for each in assignments_of_student(store, student) if each.get("courseId") == course]


def ineligibility_reason(store: Store, course: StoredObject, student: str) -> str | None:
    """Why a student is not eligible for a test-out of a course; None if eligible."""
    level = subject_and_grade(course)
    if level is None:
        return "the course has no subject and grade"
    subject, grade = level
    if not any(is_subject(each, subject) and grade in grades_of(each) for each in courses_of(store, student)):
        return f"the student is not enrolled in a course of {subject}, grade {grade}"
    for each in assignments_for(store, course["sourcedId"], student):
        if each["assignmentStatus"] in _DONE:
            return f"the student has already {each['assignmentStatus']} a test-out of this course"
    return None


def test_out_state(store: Store, course: StoredObject, student: str) -> dict[str, Any]:
    """The test-out state of a course, for its progress."""
    for each in reversed(assignments_for(store, course["sourcedId"], student)):
        status = each["assignmentStatus"]
        if status in (*OPEN_STATES, *_DONE):
            return {
                "status": "in_progress" if status in OPEN_STATES else status,
                "assignmentId": each["sourcedId"],
                "lessonId": each["componentResourceSourcedId"],
            }
    return {"status": "available" if ineligibility_reason(store, course, student) is None else "not_eligible"}


def _passed(store: Store, tests: Iterable[Lesson], student: str) -> list[int]:
    """The grades of the tests that a student has passed."""
    grades = []
    for test in tests:
        result = newest_result(store, test, student)
        if result is not None and passed(result) and test.grade is not None:
            grades.append(test.grade)
    return grades


def grades_passed_in_placement(store: Store, subject: str, student: str) -> list[int]:
    """The grades of a subject in which a student has passed a placement test."""
    return _passed(store, tests_of(store, subject), student)


def grades_passed_in_test_outs(store: Store, subject: str, student: str) -> list[int]:
    """The grades of a subject in which a student has passed a test-out or completed a test assignment."""
    grades = _passed(store, (each for each in all_lessons(store, "test-out") if each.subject == subject), student)
    for each in assignments_of_student(store, student):
        grade = grade_of(each["grade"])
        if each["subject"] == subject and each["assignmentStatus"] == "completed" and grade is not None:
            grades.append(grade)
    return grades


def elective_grade(store: Store, subject: str, student: str) -> tuple[int | None, str | None]:
    """The grade of the test-out that a student can choose in a subject, or the reason why there is none."""
    taken = [each for each in courses_of(store, student) if is_subject(each, subject) and not is_placeholder(each)]
    if not taken:
        return None, f"The student has no active enrollment in a course of {subject}."
    sequence = {
        grade
        for course in store.all("courses")
        if not is_deleted(course) and is_subject(course, subject) and not is_placeholder(course)
        for grade in grades_of(course)
    }
    mastered = [
        *grades_passed_in_placement(store, subject, student),
        *grades_passed_in_test_outs(store, subject, student),
    ]
    target = max(mastered) + 1 if mastered else min(sequence, default=None)
    if target is None or target not in sequence:
        return None, f"There is no course of {subject} for the next grade."
    for each in assignments_of_student(store, student):
        if each.get("origin") == SELF_ELECTED and each["subject"] == subject and grade_of(each["grade"]) == target:
            if each["assignmentStatus"] in _DONE:
                return None, f"The student has already taken the test-out of {subject}, grade {target}."
    return target, None
