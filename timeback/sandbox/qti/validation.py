"""Validation of documents, sent along or stored."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import attrs

from timeback import qti
from timeback.sandbox.operations.requests import Answer, Call, as_json
from timeback.sandbox.qti.repository import ITEMS, STIMULI, TESTS, Desk, Shelf
from timeback.sandbox.spec.validation import refuse

__all__ = ["RULES"]

_SHELVES: Final[Mapping[str, Shelf]] = {shelf.kind: shelf for shelf in (ITEMS, TESTS, STIMULI)}


@attrs.frozen
class _NothingStored(Exception):
    """Nothing is stored under an identifier that a request names."""

    identifier: str

    def answer(self) -> Answer:
        message = f"Nothing is stored under {self.identifier}."
        reply = {"success": False, "entityId": self.identifier, "error": "Entity not found", "message": message}
        return Answer(404, as_json(reply))


def validate(desk: Desk, call: Call) -> Answer:
    body = call.body or {}
    shelf = _SHELVES[body["schema"]]
    identifier, xml = body.get("entityId"), body.get("xml")
    if identifier is None and xml is None:
        raise refuse([("xml", "is missing; xml or entityId says what to validate")])
    try:
        result = _result(shelf, str(xml), "") if identifier is None else _stored(desk, shelf, identifier)
    except _NothingStored as nothing:
        return nothing.answer()
    return Answer(call.operation.status, as_json(result))


def validate_batch(desk: Desk, call: Call) -> Answer:
    """The outcomes of what is stored come first, as it goes first in a single validation."""
    body = call.body or {}
    shelf = _SHELVES[body["schema"]]
    try:
        results = [_stored(desk, shelf, identifier) for identifier in body["entityIds"]]
    except _NothingStored as nothing:
        return nothing.answer()
    results += [_result(shelf, xml, "") for xml in body["xml"]]
    return Answer(call.operation.status, as_json({"results": results}))


def _stored(desk: Desk, shelf: Shelf, identifier: str) -> dict[str, Any]:
    found = desk.store.get(shelf.collection, identifier)
    if found is None:
        raise _NothingStored(identifier)
    return _result(shelf, desk.document(shelf, found).xml, identifier)


def _result(shelf: Shelf, xml: str, identifier: str) -> dict[str, Any]:
    problems = qti.check(xml, shelf.kind)
    count = f"{len(problems)} fault{'s' if len(problems) > 1 else ''}"
    return {
        "success": "false" if problems else "true",
        "entityId": identifier,
        "xmlContent": xml,
        "validationErrors": [str(problem) for problem in problems],
        "message": f"The document has {count}." if problems else "The document is valid.",
    }


RULES: Final[Mapping[str, Callable[[Desk, Call], Answer]]] = {
    "validateXml": validate,
    "validateBatch": validate_batch,
}
