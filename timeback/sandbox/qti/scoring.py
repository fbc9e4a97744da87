"""Judging answers, and the questions of a test."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from timeback import qti
from timeback.sandbox.errors import ApiError
from timeback.sandbox.operations.requests import Answer, Call, as_json
from timeback.sandbox.qti.references import item_of, placed_items
from timeback.sandbox.qti.repository import ITEMS, TESTS, Desk, reading, shown

__all__ = ["RULES"]


def process_response(desk: Desk, call: Call) -> Answer:
    body, identifier = call.body or {}, call.path["identifier"]
    stored = desk.find(ITEMS, identifier)
    if body["identifier"] != identifier:
        raise ApiError(400, "identifier: the body has another one than the path.")
    item = desk.item(stored)
    variable = _variable(item, body)
    with reading("response"):
        outcome = qti.score(item, {variable: body["response"]})
    if outcome.score is None:
        raise ApiError(501, f"{identifier} does not say how it is scored: that takes a grader, and there is none here.")
    return Answer(call.operation.status, as_json({"score": outcome.score, "feedback": _feedback(outcome)}))


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
    raise ApiError(400, f"responseIdentifier: is missing; the item has {', '.join(declared)}.")


def _feedback(outcome: qti.Outcome) -> dict[str, str]:
    if outcome.feedback:
        first = outcome.feedback[0]
        return {"identifier": first.identifier, "value": first.content.strip()}
    # Where the best score is not known, any score counts, as clients have it.
    right = bool(outcome.correct) or (outcome.max_score is None and (outcome.score or 0) > 0)
    word = "correct" if right else "incorrect"
    return {"identifier": word, "value": word}


def questions(desk: Desk, call: Call) -> Answer:
    test = desk.test(desk.find(TESTS, call.path["identifier"]))
    found = []
    for part, section, reference in placed_items(test):
        identifier = item_of(desk.store, reference)
        item = desk.store.get(ITEMS.collection, identifier) if identifier is not None else None
        if item is not None:
            place = {"testPart": part.identifier, "section": section.identifier}
            named = {"identifier": reference.identifier, "href": reference.href, **place}
            found.append({"reference": named, "question": shown(item)})
    reply = {
        "assessmentTest": test.identifier,
        "title": test.title,
        "totalQuestions": len(found),
        "questions": found,
    }
    return Answer(call.operation.status, as_json(reply))


RULES: Final[Mapping[str, Callable[[Desk, Call], Answer]]] = {
    "processResponse": process_response,
    "getAllQuestions": questions,
}
