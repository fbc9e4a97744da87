"""JSON views of courses, components and resources in syllabus and lesson plan trees."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from timeback.sandbox.operations.objects import metadata, referenced_id
from timeback.sandbox.powerpath.grade_levels import grades_of, subjects_of
from timeback.sandbox.storage.store import StoredObject

__all__ = ["component_view", "course_view", "resource_view", "sort_key"]

_COURSE: Final = (
    "sourcedId",
    "status",
    "dateLastModified",
    "title",
    "courseCode",
    "academicSession",
    "subjectCodes",
    "org",
    "level",
    "gradingScheme",
    "resources",
    "metadata",
)
_IMPORTANCE: Final = ("primary", "secondary")


def course_view(course: StoredObject) -> dict[str, Any]:
    """A course, with grades and subjects in the form of this service."""
    view: dict[str, Any] = {name: course[name] for name in _COURSE if name in course}
    if isinstance(course.get("schoolYear"), dict):
        view["schoolYear"] = course["schoolYear"]
    if isinstance(course.get("grades"), list):
        view["grades"] = [str(grade) for grade in grades_of(course)]
    if isinstance(course.get("subjects"), list):
        view["subjects"] = subjects_of(course)
    return view


def component_view(component: StoredObject, item: str, order: str | float | None) -> dict[str, Any]:
    """A component with the id of its item, without its children."""
    view: dict[str, Any] = {
        "id": item,
        "sourcedId": component["sourcedId"],
        "status": component.get("status", "active"),
        "title": str(component.get("title") or ""),
    }
    if order is not None:
        view["sortOrder"] = order
    for name, type_ in (
        ("prerequisites", list),
        ("prerequisiteCriteria", str),
        ("unlockDate", str),
        ("metadata", dict),
    ):
        if isinstance(component.get(name), type_):
            view[name] = component[name]
    return view


def resource_view(
    component_resource: StoredObject, resource: StoredObject, order: str | float | None, component: str | None = None
) -> dict[str, Any]:
    """A component resource with its resource. `component` is the component to which a plan moved it."""
    view: dict[str, Any] = {
        "id": component_resource["sourcedId"],
        "courseComponentSourcedId": component or referenced_id(component_resource, "courseComponent") or "",
        "resource": _resource(resource),
        "clientAppId": None,
        "tenantId": None,
    }
    if order is not None:
        view["sortOrder"] = order
    if isinstance(component_resource.get("metadata"), dict):
        view["metadata"] = component_resource["metadata"]
    return view


def _resource(resource: Mapping[str, Any]) -> dict[str, Any]:
    meta = metadata(resource)
    resource_type = meta.get("type")
    view = {
        "sourcedId": resource["sourcedId"],
        "status": resource.get("status", "active"),
        "title": str(resource.get("title") or ""),
        "vendorResourceId": str(resource.get("vendorResourceId") or ""),
        "metadata": resource.get("metadata"),
        "metadataDetails": {**meta, "type": resource_type if isinstance(resource_type, str) else "unknown"},
        "roles": [each for each in resource.get("roles") or () if each in _IMPORTANCE],
        "vendorId": resource.get("vendorId"),
        "applicationId": resource.get("applicationId"),
    }
    if "dateLastModified" in resource:
        view["dateLastModified"] = resource["dateLastModified"]
    if resource.get("importance") in _IMPORTANCE:
        view["importance"] = resource["importance"]
    return view


def sort_key(value: StoredObject) -> float:
    """Sorts by sortOrder; objects without one come last, in the order of creation."""
    order = value.get("sortOrder")
    return order if isinstance(order, int | float) and not isinstance(order, bool) else float("inf")
