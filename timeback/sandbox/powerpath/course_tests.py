"""Creation of the tests of a course, with their resources, lessons and components."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from timeback.sandbox.operations.objects import (
    active_object,
    find_objects,
    mark_deleted,
    metadata,
    new_id,
    reference,
    referenced_id,
    required_object,
)
from timeback.sandbox.operations.requests import OperationRequest, OperationResponse
from timeback.sandbox.powerpath.grade_levels import grade_of, subjects_of
from timeback.sandbox.powerpath.lessons import Lesson, components_of, lessons_of
from timeback.sandbox.spec.validation import refuse
from timeback.sandbox.storage.store import Store, StoredObject

__all__ = ["HANDLERS"]

_REPLACED: Final = ("test-out", "placement")


def _course(store: Store, body: Mapping[str, Any]) -> StoredObject:
    course = required_object(store, "courses", body["courseId"], "courseId")
    if body.get("courseIdOnFail") is not None:
        required_object(store, "courses", body["courseIdOnFail"], "courseIdOnFail")
    return course


def _shared(body: Mapping[str, Any], course: StoredObject) -> dict[str, Any]:
    """The metadata that all tests have."""
    meta: dict[str, Any] = dict(body.get("resourceMetadata") or {})
    subjects = subjects_of(course)
    if subjects:
        meta.setdefault("subject", subjects[0])
    meta["lessonType"] = body["lessonType"]
    for name in ("grades", "xp", "courseIdOnFail"):
        if name in body:
            meta[name] = body[name]
    return meta


def _next_order(values: Sequence[StoredObject]) -> int:
    orders = [each["sortOrder"] for each in values if isinstance(each.get("sortOrder"), int | float)]
    return int(max(orders, default=0)) + 1


def _component(store: Store, body: Mapping[str, Any], course: StoredObject, old: Lesson | None) -> str:
    """The component of the lesson: the given one, the current one, or a new one."""
    wanted = body.get("courseComponentSourcedId")
    if wanted is not None:
        found = required_object(store, "courseComponents", wanted, "courseComponentSourcedId")
        if referenced_id(found, "course") != course["sourcedId"]:
            raise refuse([("courseComponentSourcedId", f"{wanted} belongs to another course")])
        return str(wanted)
    if old is not None and old.component is not None:
        return old.component
    created = store.put(
        "courseComponents",
        {
            "sourcedId": new_id(),
            "status": "active",
            "title": body.get("unitTitle") or _title(body),
            "sortOrder": _next_order(components_of(store, course["sourcedId"])),
            "course": reference(course["sourcedId"], "course"),
            "parent": None,
        },
    )
    return str(created["sourcedId"])


def _title(body: Mapping[str, Any]) -> str:
    return body.get("lessonTitle") or str(body["lessonType"])


def _resource(store: Store, sourced_id: str | None, title: str, meta: Mapping[str, Any], vendor: Any = None) -> str:
    old = store.get("resources", sourced_id) if sourced_id is not None else None
    own = sourced_id or new_id()
    value: dict[str, Any] = {
        "vendorResourceId": f"powerpath-{own}",
        "roles": ["primary"],
        "importance": "primary",
        **(old or {}),
        "sourcedId": own,
        "status": "active",
        "title": title,
        "metadata": dict(meta),
    }
    if vendor is not None:
        value["vendorId"] = vendor
    store.put("resources", value)
    return own


def _lesson(store: Store, body: Mapping[str, Any], component: str, resource: str, old: Lesson | None) -> str:
    known = store.get("componentResources", old.id) if old is not None else None
    title = body.get("lessonTitle") or (known or {}).get("title") or _title(body)
    siblings = find_objects(store, "componentResources", {"courseComponent.sourcedId": component})
    value = {
        "sortOrder": _next_order(siblings),
        **(known or {}),
        "sourcedId": old.id if old is not None else new_id(),
        "status": "active",
        "title": title,
        "lessonType": body["lessonType"],
        "courseComponent": reference(component, "courseComponent"),
        "resource": reference(resource, "resource"),
        "metadata": {**metadata(known), "lessonType": body["lessonType"]},
    }
    # The provider of the test is stored in the resource only.
    value["metadata"].pop("toolProvider", None)
    return str(store.put("componentResources", value)["sourcedId"])


def _test_view(body: Mapping[str, Any], lesson: str, component: str, resource: str) -> dict[str, Any]:
    view = {
        "lessonId": lesson,
        "lessonType": body["lessonType"],
        "courseComponentId": component,
        "resourceId": resource,
    }
    return view | {name: body[name] for name in ("grades", "courseIdOnFail") if name in body}


# Tests with QTI content


def _qti(source: Mapping[str, Any], shared: Mapping[str, Any]) -> dict[str, Any]:
    return {**(source.get("metadata") or {}), **shared, "type": "qti", "subType": "qti-test", "url": source["url"]}


def create_internal(store: Store, request: OperationRequest) -> OperationResponse:
    body = request.body or {}
    course = _course(store, body)
    lessons = lessons_of(store, course["sourcedId"])
    replaced = body["lessonType"] in _REPLACED
    old = next((each for each in lessons if replaced and each.type == body["lessonType"]), None)
    component = _component(store, body, course, old)
    shared = _shared(body, course)
    more: dict[str, Any] = {}
    own = old.resource["sourcedId"] if old is not None else None
    if body["testType"] == "qti":
        title = body.get("lessonTitle") or body["qti"].get("title") or (old.title if old else _title(body))
        _drop_children(store, old)
        resource = _resource(store, own, title, _qti(body["qti"], shared))
    else:
        title = body.get("lessonTitle") or (old.title if old else _title(body))
        _drop_children(store, old)
        children = [
            _resource(store, None, source.get("title") or f"{title} {number}", _qti(source, shared))
            for number, source in enumerate(body["assessmentBank"]["resources"], start=1)
        ]
        resource = _resource(store, own, title, {**shared, "type": "assessment-bank", "resources": children})
        more = {"childResourceIds": children}
    lesson = _lesson(store, body, component, resource, old)
    view = {**_test_view(body, lesson, component, resource), "testType": body["testType"], **more}
    return request.json_response(view)


def _drop_children(store: Store, old: Lesson | None) -> None:
    """Delete the tests of an assessment bank that is replaced."""
    listed = old.metadata.get("resources") if old is not None and old.is_bank else None
    for child in listed if isinstance(listed, list) else ():
        found = active_object(store, "resources", child) if isinstance(child, str) else None
        if found is not None:
            mark_deleted(store, "resources", found)


# Tests of external providers


def create_external(store: Store, request: OperationRequest) -> OperationResponse:
    """Create a placement test or a test-out; both paths accept both lesson types."""
    body = request.body or {}
    course = _course(store, body)
    grades = [grade_of(grade) for grade in body["grades"]]
    if not grades:
        raise refuse([("grades", "must have at least one element")])
    old = _known(store, body, course, grades)
    if old is not None and old.provider != body["toolProvider"]:
        provider = old.provider or "PowerPath"
        raise refuse([("toolProvider", f"the existing lesson {old.id} is served by {provider}")])
    component = _component(store, body, course, old)
    meta = {**_shared(body, course), "type": "interactive", "toolProvider": body["toolProvider"]}
    for name in ("vendorId", "launchUrl", "description"):
        if name in body:
            meta[name] = body[name]
    title = body.get("lessonTitle") or (old.title if old is not None else _title(body))
    own = old.resource["sourcedId"] if old is not None else None
    resource = _resource(store, own, title, meta, body.get("vendorId"))
    lesson = _lesson(store, body, component, resource, old)
    view = {**_test_view(body, lesson, component, resource), "toolProvider": body["toolProvider"]}
    view |= {name: body[name] for name in ("vendorId", "launchUrl") if name in body}
    return request.json_response(view)


def _known(store: Store, body: Mapping[str, Any], course: StoredObject, grades: list[int | None]) -> Lesson | None:
    """The existing test to update: a course has one test-out, and one placement test for each grade."""
    for each in lessons_of(store, course["sourcedId"]):
        if each.type == body["lessonType"] and (each.type == "test-out" or each.grade == grades[0]):
            return each
    return None


HANDLERS: Final = {
    "createInternalTest": create_internal,
    "createExternalPlacementTest": create_external,
    "createExternalTestOut": create_external,
}
