"""Lessons: component resources with a lesson type, and their place in a course."""

from __future__ import annotations

from typing import Any, Final

import attrs

from timeback._spec.status import is_deleted
from timeback.sandbox.errors import ApiError
from timeback.sandbox.operations.objects import (
    active_object,
    find_objects,
    metadata,
    referenced_id,
)
from timeback.sandbox.powerpath.grade_levels import grades_of, subject_of, subjects_of
from timeback.sandbox.powerpath.storage import UNLISTED
from timeback.sandbox.storage.store import Store, StoredObject

__all__ = ["EXTERNAL_TYPES", "Lesson", "components_of", "lesson_type", "lessons_of", "load_lesson"]

MASTERY: Final = "powerpath-100"
ARTICLE: Final = "alpha-read-article"
TESTS: Final = ("quiz", "test-out", "placement", "unit-test")
EXTERNAL_TYPES: Final = ("test-out", "placement", "unit-test")
PROVIDERS: Final = ("edulastic", "mastery-track")
# A type that no document declares; responses contain the type that it is an alias of.
_TYPE_ALIASES: Final = {"coursechallenge": "quiz"}
_TYPES: Final = (MASTERY, ARTICLE, *TESTS)


@attrs.frozen
class Lesson:
    """A lesson with its resource."""

    id: str
    title: str
    type: str
    resource: StoredObject = attrs.field(repr=False)
    component: str | None
    course: str | None
    subject: str | None
    grade: int | None
    provider: str | None
    """The external provider that serves it; None if PowerPath serves it."""
    assignment: str | None = None
    """The test assignment for which it was created."""

    @property
    def metadata(self) -> dict[str, Any]:
        return metadata(self.resource)

    @property
    def base_xp(self) -> float | None:
        xp = self.metadata.get("xp")
        return xp if isinstance(xp, int | float) and not isinstance(xp, bool) else None

    @property
    def is_bank(self) -> bool:
        return self.metadata.get("type") == "assessment-bank"


def lesson_type(component_resource: StoredObject, resource: StoredObject | None) -> str | None:
    """The lesson type of the component resource, otherwise of the resource."""
    candidates = (
        metadata(component_resource).get("lessonType"),
        component_resource.get("lessonType"),
        metadata(resource).get("lessonType"),
    )
    found = next((each for each in candidates if isinstance(each, str) and each), None)
    return _TYPE_ALIASES.get(found, found) if found else None


def lesson_object(store: Store, sourced_id: str) -> StoredObject | None:
    return active_object(store, "componentResources", sourced_id) or active_object(store, UNLISTED, sourced_id)


def load_lesson(store: Store, sourced_id: str, name: str = "lesson") -> Lesson:
    """The lesson with an id.

    Raises:
        ApiError: 404; it does not exist, or is not a lesson.
    """
    found = lesson_object(store, sourced_id)
    resource = active_object(store, "resources", referenced_id(found, "resource")) if found is not None else None
    if found is None or resource is None:
        missing = sourced_id if found is None else f"resource of {sourced_id}"
        collection = "componentResources" if found is None else "resources"
        raise ApiError(404, f"{name}: there is no {missing} in {collection}.")
    type_ = lesson_type(found, resource)
    if type_ not in _TYPES:
        raise ApiError(
            404, f"{name}: {sourced_id} is not a lesson; metadata.lessonType must be one of {', '.join(_TYPES)}."
        )
    return _lesson(store, found, resource, type_)


def _lesson(store: Store, found: StoredObject, resource: StoredObject, type_: str) -> Lesson:
    meta = metadata(resource)
    component = referenced_id(found, "courseComponent")
    course_id = referenced_id(active_object(store, "courseComponents", component) or {}, "course")
    course = active_object(store, "courses", course_id)
    subject = subject_of(meta.get("subject")) or next(iter(subjects_of(course or {})), None)
    grades = grades_of(meta) or grades_of(course or {})
    provider = meta.get("toolProvider") or metadata(found).get("toolProvider")
    return Lesson(
        id=found["sourcedId"],
        title=str(found.get("title") or resource.get("title") or ""),
        type=type_,
        resource=resource,
        component=component,
        course=course_id,
        subject=subject,
        grade=grades[0] if grades else None,
        provider=provider if provider in PROVIDERS and type_ in EXTERNAL_TYPES else None,
        # Only the lesson of a test assignment, which is in no course, has an owner.
        assignment=found.get("owner"),
    )


def components_of(store: Store, course: str) -> list[StoredObject]:
    return find_objects(store, "courseComponents", {"course.sourcedId": course})


def lessons_of(store: Store, course: str) -> list[Lesson]:
    """The lessons of a course, in the order of creation."""
    lessons = []
    for component in components_of(store, course):
        for found in find_objects(store, "componentResources", {"courseComponent.sourcedId": component["sourcedId"]}):
            resource = active_object(store, "resources", referenced_id(found, "resource"))
            type_ = lesson_type(found, resource)
            if resource is not None and type_ in _TYPES:
                lessons.append(_lesson(store, found, resource, type_))
    return lessons


def all_lessons(store: Store, type_: str) -> list[Lesson]:
    """The lessons of a type in all courses, in the order of creation."""
    lessons = []
    for found in store.all("componentResources"):
        if (
            is_deleted(found)
            or active_object(store, "courseComponents", referenced_id(found, "courseComponent")) is None
        ):
            continue
        resource = active_object(store, "resources", referenced_id(found, "resource"))
        if resource is not None and lesson_type(found, resource) == type_:
            lessons.append(_lesson(store, found, resource, type_))
    return lessons
