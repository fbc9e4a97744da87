"""What users have to say about lessons and questions."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from timeback.sandbox.errors import ApiError
from timeback.sandbox.operations.requests import Answer, Call, as_json
from timeback.sandbox.qti.repository import Desk, shown
from timeback.sandbox.spec.filter_parser import Comparison, Filter
from timeback.sandbox.spec.validation import refuse
from timeback.sandbox.storage import query
from timeback_runtime.numbers import loads_exactly

__all__ = ["RULES"]

_COLLECTION: Final = "feedback"
_ALL: Final = 2**31


def create(kind: str, desk: Desk, call: Call) -> Answer:
    body = dict(call.body or {})
    if kind == "QUESTION" and not body.get("questionId"):
        raise refuse([("questionId", "is missing")])
    if body.get("type", kind) != kind:
        raise refuse([("type", f"must be {kind} at this address")])
    known = call.operation.document.schemas.properties(call.operation.body or {})
    identifier = str(uuid.uuid4())
    remark = {name: value for name, value in body.items() if name in known}
    stored = {"humanApproved": False, **remark, "type": kind, "id": identifier, "sourcedId": identifier}
    return Answer(call.operation.status, as_json(shown(desk.store.put(_COLLECTION, stored))))


def of_lesson(desk: Desk, call: Call) -> Answer:
    layout = desk.store.layouts[_COLLECTION]
    wanted = Filter(((Comparison("lessonId", "=", call.path["lessonId"]),),))
    condition = query.condition_of_filter(layout, wanted)
    _, texts = desk.store.page(_COLLECTION, condition, query.order(layout, None, False), _ALL, 0)
    return Answer(call.operation.status, as_json([shown(loads_exactly(text)) for text in texts]))


def delete(desk: Desk, call: Call) -> Answer:
    if not desk.store.remove(_COLLECTION, call.path["id"]):
        raise ApiError(404, f"feedback: there is no {call.path['id']}.")
    return Answer(call.operation.status, as_json({"message": "The feedback is deleted."}))


RULES: Final[Mapping[str, Callable[[Desk, Call], Answer]]] = {
    "createLessonFeedback": partial(create, "LESSON"),
    "createQuestionFeedback": partial(create, "QUESTION"),
    "getFeedbackByLessonId": of_lesson,
    "deleteFeedback": delete,
}
