"""Feedback of users on lessons and questions."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from functools import partial
from typing import Final

from timeback.sandbox.errors import ApiError
from timeback.sandbox.operations.requests import OperationRequest, OperationResponse
from timeback.sandbox.qti.repository import DocumentRepository, QtiOperation, response_view
from timeback.sandbox.spec.filter_parser import Comparison, Filter
from timeback.sandbox.spec.validation import refuse
from timeback.sandbox.storage import query
from timeback_runtime.numbers import loads_exactly

__all__ = ["OPERATIONS"]

_COLLECTION: Final = "feedback"
_NO_LIMIT: Final = 2**31


def create(feedback_type: str, repository: DocumentRepository, request: OperationRequest) -> OperationResponse:
    body = dict(request.body or {})
    if feedback_type == "QUESTION" and not body.get("questionId"):
        raise refuse([("questionId", "is missing")])
    if body.get("type", feedback_type) != feedback_type:
        raise refuse([("type", f"must be {feedback_type} for this path")])
    known = request.operation.document.schemas.properties(request.operation.body or {})
    identifier = str(uuid.uuid4())
    known_values = {name: value for name, value in body.items() if name in known}
    stored = {"humanApproved": False, **known_values, "type": feedback_type, "id": identifier, "sourcedId": identifier}
    return request.json_response(response_view(repository.store.put(_COLLECTION, stored)))


def of_lesson(repository: DocumentRepository, request: OperationRequest) -> OperationResponse:
    layout = repository.store.layouts[_COLLECTION]
    wanted = Filter(((Comparison("lessonId", "=", request.path["lessonId"]),),))
    condition = query.condition_of_filter(layout, wanted)
    _, texts = repository.store.page(_COLLECTION, condition, query.order(layout, None, False), _NO_LIMIT, 0)
    return request.json_response([response_view(loads_exactly(text)) for text in texts])


def delete(repository: DocumentRepository, request: OperationRequest) -> OperationResponse:
    if not repository.store.remove(_COLLECTION, request.path["id"]):
        raise ApiError(404, f"feedback: there is no {request.path['id']}.")
    return request.json_response({"message": "Feedback deleted."})


OPERATIONS: Final[Mapping[str, QtiOperation]] = {
    "createLessonFeedback": partial(create, "LESSON"),
    "createQuestionFeedback": partial(create, "QUESTION"),
    "getFeedbackByLessonId": of_lesson,
    "deleteFeedback": delete,
}
