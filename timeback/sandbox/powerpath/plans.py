"""Lesson plans: a student's copy of a course, the log of operations on it, and replaying the log."""

from __future__ import annotations

from typing import Any, Final

from timeback.sandbox.errors import ApiError
from timeback.sandbox.operations.objects import (
    active_object,
    find_objects,
    mark_deleted,
    new_id,
    referenced_id,
    required_object,
    required_user,
    timestamp,
)
from timeback.sandbox.operations.requests import OperationRequest, OperationResponse, as_json
from timeback.sandbox.powerpath.course_tree import component_view, course_view, resource_view
from timeback.sandbox.powerpath.enrollment import class_of_student
from timeback.sandbox.powerpath.lessons import lesson_object
from timeback.sandbox.powerpath.plan_items import PlanItem, apply_operation, items_of_course, order_key
from timeback.sandbox.powerpath.storage import OPERATIONS, PLANS
from timeback.sandbox.spec.validation import refuse
from timeback.sandbox.storage.store import Store, StoredObject

__all__ = ["HANDLERS"]


def _plan(store: Store, request: OperationRequest) -> StoredObject:
    return required_object(store, PLANS, request.path["lessonPlanId"], "lessonPlanId")


def _plan_of(store: Store, course: str, user: str) -> StoredObject | None:
    return next((each for each in find_objects(store, PLANS, {"owner": course}) if each["userId"] == user), None)


def create(store: Store, request: OperationRequest) -> OperationResponse:
    body = request.body or {}
    course = required_object(store, "courses", body["courseId"], "courseId")["sourcedId"]
    user = required_user(store, body["userId"], "userId")["sourcedId"]
    of_class = body.get("classId")
    if of_class is None:
        of_class = class_of_student(store, user, course)
    elif referenced_id(required_object(store, "classes", of_class, "classId"), "course") != course:
        raise refuse([("classId", f"{of_class} is not a class of the course {course}")])
    plan = _plan_of(store, course, user)
    status = 200
    if plan is None:
        plan = store.put(
            PLANS,
            {
                "sourcedId": new_id(),
                "owner": course,
                "status": "active",
                "userId": user,
                "classId": of_class,
                "root": items_of_course(store, course),
            },
        )
        status = 201
    return OperationResponse(status, as_json({"lessonPlanId": plan["sourcedId"]}))


# Reading


def _tree(store: Store, plan: StoredObject) -> dict[str, Any]:
    course = required_object(store, "courses", plan["owner"], "courseId")
    components, _ = _visible(store, plan["root"], None)
    return {"course": course_view(course), "subComponents": components}


def _visible(store: Store, parent: PlanItem, component: str | None) -> tuple[list[Any], list[Any]]:
    """The visible components and resources in an item, in the order of the plan."""
    components, resources = [], []
    for index, item in enumerate(parent["children"]):
        if item["skipped"]:
            continue
        if item["type"] == "component":
            found = active_object(store, "courseComponents", item["ref"])
            if found is not None:
                inner, held = _visible(store, item, item["ref"])
                view = component_view(found, item["itemId"], order_key(index))
                components.append({**view, "subComponents": inner, "componentResources": held})
            continue
        found = lesson_object(store, item["ref"])
        resource = active_object(store, "resources", referenced_id(found or {}, "resource"))
        if found is not None and resource is not None:
            resources.append(resource_view(found, resource, order_key(index), component))
    return components, resources


def _node(store: Store, item: PlanItem, index: int) -> dict[str, Any]:
    is_component = item["type"] == "component"
    if is_component:
        found = store.get("courseComponents", item["ref"])
    else:
        found = store.get("componentResources", item["ref"]) or lesson_object(store, item["ref"])
    shown: dict[str, Any] = {
        "itemId": item["itemId"],
        "type": item["type"],
        "title": str((found or {}).get("title") or ""),
        "order": order_key(index),
        "skipped": item["skipped"],
        "componentId" if is_component else "componentResourceId": item["ref"],
    }
    if is_component:
        nodes = [_node(store, child, position) for position, child in enumerate(item["children"])]
        shown["subComponents"] = [each for each in nodes if each["type"] == "component"]
        shown["componentResources"] = [each for each in nodes if each["type"] == "resource"]
    return shown


def _plan_reply(request: OperationRequest, value: Any) -> OperationResponse:
    return request.json_response({"lessonPlan": {"lessonPlan": value}})


def get_plan(store: Store, request: OperationRequest) -> OperationResponse:
    return _plan_reply(request, _tree(store, _plan(store, request)))


def get_tree(store: Store, request: OperationRequest) -> OperationResponse:
    course, user = request.path["courseId"], request.path["userId"]
    plan = _plan_of(store, course, user)
    if plan is None:
        raise ApiError(404, f"lessonPlans: {user} has no plan in the course {course}.")
    return _plan_reply(request, _tree(store, plan))


def get_structure(store: Store, request: OperationRequest) -> OperationResponse:
    plan = _plan(store, request)
    course = required_object(store, "courses", plan["owner"], "courseId")
    structure = {
        "id": plan["sourcedId"],
        "courseId": course["sourcedId"],
        "courseTitle": str(course.get("title") or ""),
        "structure": [_node(store, item, index) for index, item in enumerate(plan["root"]["children"])],
    }
    return _plan_reply(request, structure)


# Operations


def _log(store: Store, plan: StoredObject) -> list[StoredObject]:
    return sorted(
        find_objects(store, OPERATIONS, {"owner": plan["sourcedId"]}), key=lambda each: each["sequenceNumber"]
    )


def get_operations(store: Store, request: OperationRequest) -> OperationResponse:
    names = ("type", "payload", "sequenceNumber", "reason", "createdAt", "createdBy")
    log = [
        {"id": each["sourcedId"], **{name: each[name] for name in names}} for each in _log(store, _plan(store, request))
    ]
    return request.json_response({"operations": log})


def store_operation(store: Store, request: OperationRequest) -> OperationResponse:
    plan = _plan(store, request)
    body = request.body or {}
    log = _log(store, plan)
    operation = store.put(
        OPERATIONS,
        {
            "sourcedId": new_id(),
            "owner": plan["sourcedId"],
            "status": "active",
            "type": body["operation"]["type"],
            "payload": body["operation"]["payload"],
            "reason": body.get("reason"),
            "sequenceNumber": log[-1]["sequenceNumber"] + 1 if log else 1,
            "createdAt": timestamp(),
            "createdBy": None,
            "applied": False,
        },
    )
    return request.json_response({"success": True, "operationId": operation["sourcedId"]})


def _replay(store: Store, plan: StoredObject, root: PlanItem, operations: list[StoredObject]) -> dict[str, Any]:
    """Apply operations to the items in order, and store the plan."""
    results: list[dict[str, Any]] = []
    for operation in operations:
        problem = apply_operation(store, root, operation["type"], operation["payload"])
        results.append({"success": True} if problem is None else {"success": False, "errors": [{"message": problem}]})
        if not operation["applied"]:
            store.put(OPERATIONS, {**operation, "applied": True})
    store.put(PLANS, {**plan, "root": root})
    done = sum(result["success"] for result in results)
    return {
        "success": True,
        "message": f"{done} of {len(results)} operations applied.",
        "operationCount": len(results),
        "operationResults": results,
    }


def sync(store: Store, request: OperationRequest) -> OperationResponse:
    plan = _plan(store, request)
    waiting = [each for each in _log(store, plan) if not each["applied"]]
    return request.json_response(_replay(store, plan, plan["root"], waiting))


def _recreate(store: Store, plan: StoredObject) -> dict[str, Any]:
    return _replay(store, plan, items_of_course(store, plan["owner"]), _log(store, plan))


def recreate(store: Store, request: OperationRequest) -> OperationResponse:
    return request.json_response(_recreate(store, _plan(store, request)))


def sync_course(store: Store, request: OperationRequest) -> OperationResponse:
    course = required_object(store, "courses", request.path["courseId"], "courseId")["sourcedId"]
    plans = find_objects(store, PLANS, {"owner": course})
    for plan in plans:
        _recreate(store, plan)
    return request.json_response({"lessonPlansAffected": [each["sourcedId"] for each in plans]})


def delete_all(store: Store, request: OperationRequest) -> OperationResponse:
    for plan in find_objects(store, PLANS, {"owner": request.path["courseId"]}):
        for operation in _log(store, plan):
            mark_deleted(store, OPERATIONS, operation)
        mark_deleted(store, PLANS, plan)
    return OperationResponse(request.operation.status)


HANDLERS: Final = {
    "createLessonPlan": create,
    "getLessonPlan": get_plan,
    "getTree": get_tree,
    "getLessonPlanStructure": get_structure,
    "getOperations": get_operations,
    "storeOperation": store_operation,
    "syncOperations": sync,
    "recreateLessonPlan": recreate,
    "SyncCourseLessonPlans": sync_course,
    "deleteLessonPlansByCourseId": delete_all,
}
