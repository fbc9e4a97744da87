"""Render configuration: which renderer displays the questions of a course."""

from __future__ import annotations

from typing import Final

from timeback.sandbox.errors import ApiError
from timeback.sandbox.operations.objects import active_object, mark_deleted
from timeback.sandbox.operations.requests import OperationRequest, OperationResponse
from timeback.sandbox.powerpath.storage import RENDERERS
from timeback.sandbox.spec.validation import refuse
from timeback.sandbox.storage.store import Store, StoredObject

__all__ = ["HANDLERS"]


def _config(store: Store, request: OperationRequest) -> StoredObject:
    found = active_object(store, RENDERERS, request.path["courseId"])
    if found is None:
        raise ApiError(404, f"courseId: the course {request.path['courseId']} has no render configuration.")
    return found


def upsert(store: Store, request: OperationRequest) -> OperationResponse:
    body = request.body or {}
    courses = list(dict.fromkeys(body["courseIds"]))
    problems = [
        (f"courseIds[{index}]", f"there is no {course} in courses")
        for index, course in enumerate(body["courseIds"])
        if active_object(store, "courses", course) is None
    ]
    if problems:
        raise refuse(problems)
    for course in courses:
        store.put(
            RENDERERS,
            {
                "sourcedId": course,
                "owner": course,
                "status": "active",
                "rendererId": body["rendererId"],
                "rendererUrl": body["rendererUrl"],
                "rendererVersion": body.get("rendererVersion"),
                "suppressFeedback": bool(body.get("suppressFeedback")),
                "suppressCorrectResponse": bool(body.get("suppressCorrectResponse")),
            },
        )
    return request.json_response({"updated": courses})


def read(store: Store, request: OperationRequest) -> OperationResponse:
    found = _config(store, request)
    names = ("rendererId", "rendererUrl", "rendererVersion", "suppressFeedback", "suppressCorrectResponse")
    view = {"courseId": found["sourcedId"], **{name: found[name] for name in names}}
    return request.json_response(view)


def delete(store: Store, request: OperationRequest) -> OperationResponse:
    found = _config(store, request)
    mark_deleted(store, RENDERERS, found)
    return request.json_response({"deleted": found["sourcedId"]})


HANDLERS: Final = {"upsertRenderConfig": upsert, "getRenderConfig": read, "deleteRenderConfig": delete}
