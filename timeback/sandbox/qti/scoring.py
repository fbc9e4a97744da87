"""Scoring of responses, and the list of the questions of a test."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from timeback import qti
from timeback.sandbox.errors import ApiError
from timeback.sandbox.operations.requests import OperationRequest, OperationResponse
from timeback.sandbox.qti.references import item_of, item_references
from timeback.sandbox.qti.repository import ITEMS, TESTS, DocumentRepository, QtiOperation, qti_errors, response_view

__all__ = ["OPERATIONS"]


def process_response(repository: DocumentRepository, request: OperationRequest) -> OperationResponse:
    body, identifier = request.body or {}, request.path["identifier"]
    stored = repository.find(ITEMS, identifier)
    if body["identifier"] != identifier:
        raise ApiError(400, "identifier: differs between body and path.")
    item = repository.item(stored)
    variable = _variable(item, body)
    with qti_errors("response"):
        outcome = qti.score(item, {variable: body["response"]})
    if outcome.score is None:
        raise ApiError(
            501,
            f"identifier: {identifier} has no scoring rules and needs a human grader, which the sandbox does not have.",
        )
    return request.json_response({"score": outcome.score, "feedback": _feedback(outcome)})


def _variable(item: qti.AssessmentItem, body: Mapping[str, Any]) -> str:
    declared = [each.identifier for each in item.response_declarations]
    given = body.get("responseIdentifier")
    if given is not None:
        if given not in declared:
            raise ApiError(400, f"responseIdentifier: must be one of {', '.join(declared) or 'none'}.")
        return str(given)
    if len(declared) == 1:
        return declared[0]
    if not declared:
        raise ApiError(400, "response: the item declares no response variable.")
    if "RESPONSE" in declared:
        return "RESPONSE"
    raise ApiError(400, f"responseIdentifier: is missing; must be one of {', '.join(declared)}.")


def _feedback(outcome: qti.Outcome) -> dict[str, str]:
    if outcome.feedback:
        first = outcome.feedback[0]
        return {"identifier": first.identifier, "value": first.content.strip()}
    # Without a known maximum score, any positive score counts as correct, as clients expect.
    is_correct = bool(outcome.correct) or (outcome.max_score is None and (outcome.score or 0) > 0)
    word = "correct" if is_correct else "incorrect"
    return {"identifier": word, "value": word}


def questions(repository: DocumentRepository, request: OperationRequest) -> OperationResponse:
    test = repository.test(repository.find(TESTS, request.path["identifier"]))
    found = []
    for part, section, reference in item_references(test):
        identifier = item_of(repository.store, reference)
        item = repository.store.get(ITEMS.name, identifier) if identifier is not None else None
        if item is not None:
            location = {"testPart": part.identifier, "section": section.identifier}
            named = {"identifier": reference.identifier, "href": reference.href, **location}
            found.append({"reference": named, "question": response_view(item)})
    reply = {
        "assessmentTest": test.identifier,
        "title": test.title,
        "totalQuestions": len(found),
        "questions": found,
    }
    return request.json_response(reply)


OPERATIONS: Final[Mapping[str, QtiOperation]] = {
    "processResponse": process_response,
    "getAllQuestions": questions,
}
