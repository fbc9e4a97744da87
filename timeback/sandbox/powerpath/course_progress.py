"""Course progress: the line items of a course with the results of a student, and results that clients write."""

from __future__ import annotations

from typing import Any, Final

from timeback.sandbox.errors import ApiError
from timeback.sandbox.operations.objects import (
    active_object,
    find_objects,
    metadata,
    new_id,
    reference,
    referenced_id,
    required_object,
    required_user,
)
from timeback.sandbox.operations.requests import OperationRequest, OperationResponse
from timeback.sandbox.powerpath.gradebook import line_items_of, results_on
from timeback.sandbox.powerpath.lessons import components_of, lesson_object
from timeback.sandbox.powerpath.test_out_rules import test_out_state
from timeback.sandbox.spec.validation import refuse
from timeback.sandbox.storage.store import Store, StoredObject

__all__ = ["HANDLERS"]


def get_course_progress(store: Store, request: OperationRequest) -> OperationResponse:
    course = required_object(store, "courses", request.path["courseId"], "courseId")
    student_id = required_user(store, request.path["studentId"], "studentId")["sourcedId"]
    lesson = request.parameter("lessonId")
    if lesson is not None and not lesson:
        raise ApiError(400, "lessonId: must not be empty.")
    views = []
    components = components_of(store, course["sourcedId"])
    resources = [
        each["sourcedId"]
        for component in components
        for each in find_objects(store, "componentResources", {"courseComponent.sourcedId": component["sourcedId"]})
    ]
    if lesson is not None and lesson not in resources:
        raise ApiError(404, f"lessonId: {lesson} is not in the course {course['sourcedId']}.")
    if lesson is None:
        for component in components:
            own = component["sourcedId"]
            found = find_objects(store, "assessmentLineItems", {"component.sourcedId": own})
            location = {"courseComponentSourcedId": own}
            views += [
                _view(store, each, student_id, "component", location)
                for each in found
                if not referenced_id(each, "componentResource")
            ]
    for own in resources if lesson is None else [lesson]:
        location = {"courseComponentResourceSourcedId": own}
        views += [_view(store, each, student_id, "resource", location) for each in line_items_of(store, own)]
    return request.json_response({"lineItems": views, "testOut": test_out_state(store, course, student_id)})


def _view(
    store: Store, line_item: StoredObject, student_id: str, line_item_type: str, location: dict[str, str]
) -> dict[str, Any]:
    return {
        "type": line_item_type,
        "title": str(line_item.get("title") or ""),
        "assessmentLineItemSourcedId": line_item["sourcedId"],
        **location,
        "results": results_on(store, student_id, [line_item]),
    }


def update_item_response(store: Store, request: OperationRequest) -> OperationResponse:
    """Store the given result of a component resource, and create its line item if there is none."""
    body = request.body or {}
    student_id = required_user(store, body["studentId"], "studentId")["sourcedId"]
    found = lesson_object(store, body["componentResourceId"])
    if found is None:
        raise ApiError(404, f"componentResourceId: there is no {body['componentResourceId']} in componentResources.")
    line_item = next((each for each in line_items_of(store, found["sourcedId"]) if _is_plain(each)), None)
    if line_item is None:
        line_item = store.put("assessmentLineItems", _line_item(store, found))
    given = body["result"]
    known = _known(store, given, line_item, student_id)
    value = {
        **{name: part for name, part in given.items() if name != "dateLastModified"},
        "sourcedId": known or given.get("sourcedId") or new_id(),
        "assessmentLineItem": reference(line_item["sourcedId"], "assessmentLineItem"),
        "student": reference(student_id, "user"),
    }
    scale = referenced_id(given, "scoreScale")
    if scale is not None and not store.has("scoreScales", scale):
        raise refuse([("result.scoreScale.sourcedId", f"there is no {scale} in scoreScales")])
    result = store.put("assessmentResults", value)
    reply = {"componentResourceLineItem": line_item, "componentResourceResult": result}
    return request.json_response(reply)


def _known(store: Store, given: StoredObject, line_item: StoredObject, student_id: str) -> str | None:
    """Id of the result to replace: the given one, otherwise the student's result that is not an attempt."""
    sourced_id = given.get("sourcedId")
    if sourced_id is not None:
        old = active_object(store, "assessmentResults", sourced_id)
        if old is not None and (
            referenced_id(old, "assessmentLineItem") != line_item["sourcedId"]
            or referenced_id(old, "student") != student_id
        ):
            raise refuse([("result.sourcedId", f"{sourced_id} belongs to another student or line item")])
        return str(sourced_id)
    plain = [each for each in results_on(store, student_id, [line_item]) if "attempt" not in metadata(each)]
    return plain[-1]["sourcedId"] if plain else None


def _is_plain(line_item: StoredObject) -> bool:
    return "testResourceId" not in metadata(line_item)


def _line_item(store: Store, found: StoredObject) -> StoredObject:
    component = active_object(store, "courseComponents", referenced_id(found, "courseComponent"))
    course = referenced_id(component or {}, "course")
    return {
        "sourcedId": new_id(),
        "status": "active",
        "title": str(found.get("title") or ""),
        "componentResource": reference(found["sourcedId"], "componentResource"),
        "resultValueMin": 0,
        "resultValueMax": 100,
        **({"course": reference(course, "course")} if course else {}),
    }


HANDLERS: Final = {
    "getCourseProgress": get_course_progress,
    "updateStudentItemResponse": update_item_response,
}
