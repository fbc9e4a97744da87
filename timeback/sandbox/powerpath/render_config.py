"""Which renderer shows the questions of a course."""

from __future__ import annotations

from typing import Final

from timeback.sandbox.errors import ApiError
from timeback.sandbox.operations.requests import Answer, Call, as_json
from timeback.sandbox.powerpath.storage import RENDERERS, alive, remove
from timeback.sandbox.spec.validation import refuse
from timeback.sandbox.storage.store import Object, Store

__all__ = ["HANDLERS"]


def _config(store: Store, call: Call) -> Object:
    found = alive(store, RENDERERS, call.path["courseId"])
    if found is None:
        raise ApiError(404, f"courseId: the course {call.path['courseId']} has no renderer.")
    return found


def upsert(store: Store, call: Call) -> Answer:
    body = call.body or {}
    courses = list(dict.fromkeys(body["courseIds"]))
    problems = [
        (f"courseIds[{index}]", f"{course} is not in courses")
        for index, course in enumerate(body["courseIds"])
        if alive(store, "courses", course) is None
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
    return Answer(call.operation.status, as_json({"updated": courses}))


def read(store: Store, call: Call) -> Answer:
    found = _config(store, call)
    names = ("rendererId", "rendererUrl", "rendererVersion", "suppressFeedback", "suppressCorrectResponse")
    shown = {"courseId": found["sourcedId"], **{name: found[name] for name in names}}
    return Answer(call.operation.status, as_json(shown))


def delete(store: Store, call: Call) -> Answer:
    found = _config(store, call)
    remove(store, RENDERERS, found)
    return Answer(call.operation.status, as_json({"deleted": found["sourcedId"]}))


HANDLERS: Final = {"upsertRenderConfig": upsert, "getRenderConfig": read, "deleteRenderConfig": delete}
