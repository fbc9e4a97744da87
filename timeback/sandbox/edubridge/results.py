"""Assessment results with their courses and subjects."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from timeback.sandbox.operations.objects import active_object, find_objects, referenced_id
from timeback.sandbox.storage.store import Store, StoredObject

__all__ = ["course_of_result", "course_results", "results_of"]


def results_of(store: Store, student: str) -> list[StoredObject]:
    """The active results of a student."""
    return find_objects(store, "assessmentResults", {"student.sourcedId": student})


def line_item_of(store: Store, result: StoredObject) -> StoredObject:
    return active_object(store, "assessmentLineItems", referenced_id(result, "assessmentLineItem")) or {}


def course_of_result(store: Store, result: StoredObject) -> str | None:
    """The course of a result: that of its line item, or of the component that the line item refers to."""
    line_item = line_item_of(store, result)
    seen: set[Any] = set()
    while line_item and line_item.get("sourcedId") not in seen:
        seen.add(line_item.get("sourcedId"))
        if (course := referenced_id(line_item, "course")) is not None:
            return course
        placed = active_object(store, "componentResources", referenced_id(line_item, "componentResource")) or {}
        component = referenced_id(line_item, "component", "courseComponent") or referenced_id(placed, "courseComponent")
        found = active_object(store, "courseComponents", component)
        if found is not None:
            return referenced_id(found, "course")
        above = referenced_id(line_item, "parentAssessmentLineItem")
        line_item = active_object(store, "assessmentLineItems", above) or {}
    return None


def course_results(store: Store, student: str, course: str) -> Iterator[StoredObject]:
    """The results of a student in a course."""
    return (each for each in results_of(store, student) if course_of_result(store, each) == course)
