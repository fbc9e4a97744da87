"""The syllabus: a course as a tree of components and resources, the same for all students."""

from __future__ import annotations

from typing import Any, Final

import attrs

from timeback._spec.status import is_deleted
from timeback.sandbox.operations.objects import find_objects, referenced_id, required_object
from timeback.sandbox.operations.requests import OperationRequest, OperationResponse
from timeback.sandbox.powerpath.course_tree import component_view, course_view, resource_view, sort_key
from timeback.sandbox.storage.store import Store, StoredObject

__all__ = ["HANDLERS", "CourseContent", "content_of"]

# More than any course needs, and less than Python's recursion limit allows.
MAX_DEPTH: Final = 60


@attrs.frozen
class CourseContent:
    """The components and resources of a course with the requested status, in sort order."""

    roots: list[StoredObject] = attrs.field(repr=False)
    components: dict[str, list[StoredObject]] = attrs.field(repr=False)
    """Child components by component id."""
    resources: dict[str, list[tuple[StoredObject, StoredObject]]] = attrs.field(repr=False)
    """Component resources, each with its resource, by component id."""


def content_of(store: Store, course: str, status: str = "active") -> CourseContent:
    everything = find_objects(store, "courseComponents", {"course.sourcedId": course}, deleted=True)
    known = {each["sourcedId"] for each in everything}
    chosen = sorted((each for each in everything if each.get("status", "active") == status), key=sort_key)
    ids = {each["sourcedId"] for each in chosen}
    content = CourseContent([], {}, {})
    for component in chosen:
        parent = referenced_id(component, "parent", "courseComponent")
        if parent in ids:
            content.components.setdefault(str(parent), []).append(component)
        # Children of a deleted component are excluded with it, unless deleted ones are requested.
        elif parent not in known or status != "active":
            content.roots.append(component)
        own = component["sourcedId"]
        content.resources[own] = _resources(store, own, status)
    return content


def _resources(store: Store, component: str, status: str) -> list[tuple[StoredObject, StoredObject]]:
    found = find_objects(store, "componentResources", {"courseComponent.sourcedId": component}, deleted=True)
    pairs = []
    for each in sorted(found, key=sort_key):
        resource = store.get("resources", referenced_id(each, "resource") or "")
        if each.get("status", "active") != status or resource is None:
            continue
        if status == "active" and is_deleted(resource):
            continue
        pairs.append((each, resource))
    return pairs


def _view(content: CourseContent, component: StoredObject, depth: int = 0) -> dict[str, Any]:
    own = component["sourcedId"]
    inner = content.components.get(own, []) if depth < MAX_DEPTH else []
    return {
        **component_view(component, own, component.get("sortOrder")),
        "subComponents": [_view(content, each, depth + 1) for each in inner],
        "componentResources": [
            resource_view(each, resource, each.get("sortOrder")) for each, resource in content.resources[own]
        ],
    }


def get_syllabus(store: Store, request: OperationRequest) -> OperationResponse:
    course = required_object(store, "courses", request.path["courseSourcedId"], "courseSourcedId")
    content = content_of(store, course["sourcedId"], request.choice("status") or "active")
    tree = {"course": course_view(course), "subComponents": [_view(content, each) for each in content.roots]}
    return request.json_response({"syllabus": tree})


HANDLERS: Final = {"getCourseSyllabus": get_syllabus}
