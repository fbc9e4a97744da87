"""Enrollments: the courses of a student, and enrolling a student in a course."""

from __future__ import annotations

from timeback._spec.status import is_deleted
from timeback.sandbox.operations.objects import (
    active_object,
    find_objects,
    is_past,
    metadata,
    new_id,
    reference,
    referenced_id,
    timestamp,
)
from timeback.sandbox.powerpath.grade_levels import grades_of, is_subject
from timeback.sandbox.storage.store import Store, StoredObject

__all__ = ["class_of_student", "courses_of", "enroll", "is_enrolled", "track_course"]


def _classes(store: Store, student: str) -> list[tuple[StoredObject, StoredObject]]:
    """The active enrollments of a student, each with its class."""
    found = []
    for enrollment in find_objects(store, "enrollments", {"user.sourcedId": student}):
        of_class = active_object(store, "classes", referenced_id(enrollment, "class"))
        if enrollment.get("role") == "student" and not is_past(enrollment.get("endDate")) and of_class is not None:
            found.append((enrollment, of_class))
    return found


def courses_of(store: Store, student: str) -> list[StoredObject]:
    """The active courses in which a student is enrolled, through classes."""
    ids = dict.fromkeys(referenced_id(of_class, "course") for _, of_class in _classes(store, student))
    return [course for course in (active_object(store, "courses", each) for each in ids) if course is not None]


def is_enrolled(store: Store, student: str, course: str) -> bool:
    return class_of_student(store, student, course) is not None


def class_of_student(store: Store, student: str, course: str) -> str | None:
    """The class in which a student takes a course."""
    return next((of["sourcedId"] for _, of in _classes(store, student) if referenced_id(of, "course") == course), None)


def enroll(store: Store, student: str, course: str) -> bool:
    """Enroll a student in the first class of a course, unless already enrolled; False if there is no class."""
    if is_enrolled(store, student, course):
        return True
    if active_object(store, "courses", course) is None:
        return False
    classes = find_objects(store, "classes", {"course.sourcedId": course})
    if not classes:
        return False
    school = referenced_id(classes[0], "school", "org")
    enrollment = {
        "sourcedId": new_id(),
        "status": "active",
        "role": "student",
        "user": reference(student, "user"),
        "class": reference(classes[0]["sourcedId"], "class"),
        "beginDate": timestamp()[:10],
        **({"school": reference(school, "org")} if school else {}),
    }
    store.put("enrollments", enrollment)
    return True


def is_placeholder(course: StoredObject) -> bool:
    return metadata(course).get("placementPlaceholder") is True


def track_course(store: Store, subject: str, grade: int) -> StoredObject | None:
    """The course of a subject and grade: the first one created that is not a placeholder."""
    for course in store.all("courses"):
        if is_deleted(course) or is_placeholder(course):
            continue
        if is_subject(course, subject) and grade in grades_of(course):
            return course
    return None
