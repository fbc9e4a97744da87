"""Lesson plans: a student's own copy of a course, the log of operations on it, and their replay."""

from __future__ import annotations

from typing import Any, Final

from timeback.sandbox.errors import ApiError
from timeback.sandbox.operations.requests import Answer, Call, as_json
from timeback.sandbox.powerpath.course_tree import component_view, course_view, resource_view
from timeback.sandbox.powerpath.enrollment import class_in
from timeback.sandbox.powerpath.lessons import lesson_object
from timeback.sandbox.powerpath.plan_items import Item, apply, mirror, order_key
from timeback.sandbox.powerpath.storage import (
    OPERATIONS,
    PLANS,
    alive,
    existing,
    find,
    moment,
    named,
    new_id,
    remove,
    student,
)
from timeback.sandbox.spec.validation import refuse
from timeback.sandbox.storage.store import Object, Store

__all__ = ["HANDLERS"]


def _plan(store: Store, call: Call) -> Object:
    return existing(store, PLANS, call.path["lessonPlanId"], "lessonPlanId")


def _plan_of(store: Store, course: str, user: str) -> Object | None:
    return next((each for each in find(store, PLANS, {"owner": course}) if each["userId"] == user), None)


def create(store: Store, call: Call) -> Answer:
    body = call.body or {}
    course = existing(store, "courses", body["courseId"], "courseId")["sourcedId"]
    user = student(store, body["userId"], "userId")["sourcedId"]
    of_class = body.get("classId")
    if of_class is None:
        of_class = class_in(store, user, course)
    elif named(existing(store, "classes", of_class, "classId"), "course") != course:
        raise refuse([("classId", f"{of_class} is no class of the course {course}")])
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
                "root": mirror(store, course),
            },
        )
        status = 201
    return Answer(status, as_json({"lessonPlanId": plan["sourcedId"]}))


# Reading


def _tree(store: Store, plan: Object) -> dict[str, Any]:
    course = existing(store, "courses", plan["owner"], "courseId")
    components, _ = _visible(store, plan["root"], None)
    return {"course": course_view(course), "subComponents": components}


def _visible(store: Store, parent: Item, component: str | None) -> tuple[list[Any], list[Any]]:
    """What a student sees of the items in one: components and resources, each in the order of the plan."""
    components, resources = [], []
    for index, item in enumerate(parent["children"]):
        if item["skipped"]:
            continue
        if item["type"] == "component":
            found = alive(store, "courseComponents", item["ref"])
            if found is not None:
                inner, held = _visible(store, item, item["ref"])
                view = component_view(found, item["itemId"], order_key(index))
                components.append({**view, "subComponents": inner, "componentResources": held})
            continue
        found = lesson_object(store, item["ref"])
        resource = alive(store, "resources", named(found or {}, "resource"))
        if found is not None and resource is not None:
            resources.append(resource_view(found, resource, order_key(index), component))
    return components, resources


def _node(store: Store, item: Item, index: int) -> dict[str, Any]:
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
        nodes = [_node(store, child, place) for place, child in enumerate(item["children"])]
        shown["subComponents"] = [each for each in nodes if each["type"] == "component"]
        shown["componentResources"] = [each for each in nodes if each["type"] == "resource"]
    return shown


def _twice(call: Call, value: Any) -> Answer:
    return Answer(call.operation.status, as_json({"lessonPlan": {"lessonPlan": value}}))


def get_plan(store: Store, call: Call) -> Answer:
    return _twice(call, _tree(store, _plan(store, call)))


def get_tree(store: Store, call: Call) -> Answer:
    course, user = call.path["courseId"], call.path["userId"]
    plan = _plan_of(store, course, user)
    if plan is None:
        raise ApiError(404, f"lessonPlans: {user} has no plan in the course {course}.")
    return _twice(call, _tree(store, plan))


def get_structure(store: Store, call: Call) -> Answer:
    plan = _plan(store, call)
    course = existing(store, "courses", plan["owner"], "courseId")
    structure = {
        "id": plan["sourcedId"],
        "courseId": course["sourcedId"],
        "courseTitle": str(course.get("title") or ""),
        "structure": [_node(store, item, index) for index, item in enumerate(plan["root"]["children"])],
    }
    return _twice(call, structure)


# Operations


def _log(store: Store, plan: Object) -> list[Object]:
    return sorted(find(store, OPERATIONS, {"owner": plan["sourcedId"]}), key=lambda each: each["sequenceNumber"])


def get_operations(store: Store, call: Call) -> Answer:
    names = ("type", "payload", "sequenceNumber", "reason", "createdAt", "createdBy")
    log = [
        {"id": each["sourcedId"], **{name: each[name] for name in names}} for each in _log(store, _plan(store, call))
    ]
    return Answer(call.operation.status, as_json({"operations": log}))


def store_operation(store: Store, call: Call) -> Answer:
    plan = _plan(store, call)
    body = call.body or {}
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
            "createdAt": moment(),
            "createdBy": None,
            "applied": False,
        },
    )
    return Answer(call.operation.status, as_json({"success": True, "operationId": operation["sourcedId"]}))


def _replay(store: Store, plan: Object, root: Item, operations: list[Object]) -> dict[str, Any]:
    """Apply operations to the items in sequence, and store what comes of it."""
    results: list[dict[str, Any]] = []
    for operation in operations:
        problem = apply(store, root, operation["type"], operation["payload"])
        results.append({"success": True} if problem is None else {"success": False, "errors": [{"message": problem}]})
        if not operation["applied"]:
            store.put(OPERATIONS, {**operation, "applied": True})
    store.put(PLANS, {**plan, "root": root})
    done = sum(result["success"] for result in results)
    return {
        "success": True,
        "message": f"{done} of {len(results)} operations were applied.",
        "operationCount": len(results),
        "operationResults": results,
    }


def sync(store: Store, call: Call) -> Answer:
    plan = _plan(store, call)
    waiting = [each for each in _log(store, plan) if not each["applied"]]
    return Answer(call.operation.status, as_json(_replay(store, plan, plan["root"], waiting)))


def _recreate(store: Store, plan: Object) -> dict[str, Any]:
    return _replay(store, plan, mirror(store, plan["owner"]), _log(store, plan))


def recreate(store: Store, call: Call) -> Answer:
    return Answer(call.operation.status, as_json(_recreate(store, _plan(store, call))))


def sync_course(store: Store, call: Call) -> Answer:
    course = existing(store, "courses", call.path["courseId"], "courseId")["sourcedId"]
    plans = find(store, PLANS, {"owner": course})
    for plan in plans:
        _recreate(store, plan)
    return Answer(call.operation.status, as_json({"lessonPlansAffected": [each["sourcedId"] for each in plans]}))


def delete_all(store: Store, call: Call) -> Answer:
    for plan in find(store, PLANS, {"owner": call.path["courseId"]}):
        for operation in _log(store, plan):
            remove(store, OPERATIONS, operation)
        remove(store, PLANS, plan)
    return Answer(call.operation.status)


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
