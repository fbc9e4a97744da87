"""Progress in a course: its line items with the results of a student; and results that are written from outside."""

from __future__ import annotations

from typing import Any, Final

from timeback.sandbox.errors import ApiError
from timeback.sandbox.operations.requests import Answer, Call, as_json
from timeback.sandbox.powerpath.gradebook import line_items_of, results_on
from timeback.sandbox.powerpath.lessons import components_of, lesson_object
from timeback.sandbox.powerpath.storage import alive, existing, find, metadata, named, new_id, reference, student
from timeback.sandbox.powerpath.test_out_rules import state_of
from timeback.sandbox.spec.validation import refuse
from timeback.sandbox.storage.store import Object, Store

__all__ = ["HANDLERS"]


def get_course_progress(store: Store, call: Call) -> Answer:
    course = existing(store, "courses", call.path["courseId"], "courseId")
    who = student(store, call.path["studentId"], "studentId")["sourcedId"]
    lesson = call.one("lessonId")
    if lesson is not None and not lesson:
        raise ApiError(400, "lessonId: must not be empty.")
    shown = []
    components = components_of(store, course["sourcedId"])
    resources = [
        each["sourcedId"]
        for component in components
        for each in find(store, "componentResources", {"courseComponent.sourcedId": component["sourcedId"]})
    ]
    if lesson is not None and lesson not in resources:
        raise ApiError(404, f"lessonId: {lesson} is not in the course {course['sourcedId']}.")
    if lesson is None:
        for component in components:
            own = component["sourcedId"]
            found = find(store, "assessmentLineItems", {"component.sourcedId": own})
            place = {"courseComponentSourcedId": own}
            shown += [
                _view(store, each, who, "component", place) for each in found if not named(each, "componentResource")
            ]
    for own in resources if lesson is None else [lesson]:
        place = {"courseComponentResourceSourcedId": own}
        shown += [_view(store, each, who, "resource", place) for each in line_items_of(store, own)]
    return Answer(call.operation.status, as_json({"lineItems": shown, "testOut": state_of(store, course, who)}))


def _view(store: Store, line_item: Object, who: str, kind: str, place: dict[str, str]) -> dict[str, Any]:
    return {
        "type": kind,
        "title": str(line_item.get("title") or ""),
        "assessmentLineItemSourcedId": line_item["sourcedId"],
        **place,
        "results": results_on(store, who, [line_item]),
    }


def update_item_response(store: Store, call: Call) -> Answer:
    """The result of a component resource as it is given, and its line item where there is none."""
    body = call.body or {}
    who = student(store, body["studentId"], "studentId")["sourcedId"]
    found = lesson_object(store, body["componentResourceId"])
    if found is None:
        raise ApiError(404, f"componentResourceId: there is no {body['componentResourceId']} in componentResources.")
    line_item = next((each for each in line_items_of(store, found["sourcedId"]) if _is_plain(each)), None)
    if line_item is None:
        line_item = store.put("assessmentLineItems", _line_item(store, found))
    given = body["result"]
    known = _known(store, given, line_item, who)
    value = {
        **{name: part for name, part in given.items() if name != "dateLastModified"},
        "sourcedId": known or given.get("sourcedId") or new_id(),
        "assessmentLineItem": reference(line_item["sourcedId"], "assessmentLineItem"),
        "student": reference(who, "user"),
    }
    scale = named(given, "scoreScale")
    if scale is not None and not store.has("scoreScales", scale):
        raise refuse([("result.scoreScale.sourcedId", f"{scale} is not in scoreScales")])
    result = store.put("assessmentResults", value)
    reply = {"componentResourceLineItem": line_item, "componentResourceResult": result}
    return Answer(call.operation.status, as_json(reply))


def _known(store: Store, given: Object, line_item: Object, who: str) -> str | None:
    """The result that is to be replaced: the one of this id, else the one of this student that is no attempt."""
    sourced_id = given.get("sourcedId")
    if sourced_id is not None:
        old = alive(store, "assessmentResults", sourced_id)
        if old is not None and (
            named(old, "assessmentLineItem") != line_item["sourcedId"] or named(old, "student") != who
        ):
            raise refuse([("result.sourcedId", f"{sourced_id} is a result of another student or line item")])
        return str(sourced_id)
    plain = [each for each in results_on(store, who, [line_item]) if "attempt" not in metadata(each)]
    return plain[-1]["sourcedId"] if plain else None


def _is_plain(line_item: Object) -> bool:
    return "testResourceId" not in metadata(line_item)


def _line_item(store: Store, found: Object) -> Object:
    component = alive(store, "courseComponents", named(found, "courseComponent"))
    course = named(component or {}, "course")
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
