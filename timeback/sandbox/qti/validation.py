"""Validation of documents, sent along or stored."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import attrs

from timeback import qti
from timeback.sandbox.operations.requests import OperationRequest, OperationResponse, as_json
from timeback.sandbox.qti.repository import ITEMS, STIMULI, TESTS, DocumentCollection, DocumentRepository
from timeback.sandbox.spec.validation import refuse

__all__ = ["OPERATIONS"]

_COLLECTIONS: Final[Mapping[str, DocumentCollection]] = {
    collection.document_type: collection for collection in (ITEMS, TESTS, STIMULI)
}


@attrs.frozen
class _NotStored(Exception):
    """Nothing is stored under an identifier that a request names."""

    identifier: str

    def answer(self) -> OperationResponse:
        message = f"Nothing is stored under {self.identifier}."
        reply = {"success": False, "entityId": self.identifier, "error": "Entity not found", "message": message}
        return OperationResponse(404, as_json(reply))


def validate(repository: DocumentRepository, request: OperationRequest) -> OperationResponse:
    body = request.body or {}
    collection = _COLLECTIONS[body["schema"]]
    identifier, xml = body.get("entityId"), body.get("xml")
    if identifier is None and xml is None:
        raise refuse([("xml", "is missing; xml or entityId says what to validate")])
    try:
        result = (
            _validation_result(collection, str(xml), "")
            if identifier is None
            else _validate_stored(repository, collection, identifier)
        )
    except _NotStored as nothing:
        return nothing.answer()
    return request.json_response(result)


def validate_batch(repository: DocumentRepository, request: OperationRequest) -> OperationResponse:
    """The outcomes of what is stored come first, as it goes first in a single validation."""
    body = request.body or {}
    collection = _COLLECTIONS[body["schema"]]
    try:
        results = [_validate_stored(repository, collection, identifier) for identifier in body["entityIds"]]
    except _NotStored as nothing:
        return nothing.answer()
    results += [_validation_result(collection, xml, "") for xml in body["xml"]]
    return request.json_response({"results": results})


def _validate_stored(repository: DocumentRepository, collection: DocumentCollection, identifier: str) -> dict[str, Any]:
    found = repository.store.get(collection.name, identifier)
    if found is None:
        raise _NotStored(identifier)
    return _validation_result(collection, repository.document(collection, found).xml, identifier)


def _validation_result(collection: DocumentCollection, xml: str, identifier: str) -> dict[str, Any]:
    problems = qti.check(xml, collection.document_type)
    count = f"{len(problems)} fault{'s' if len(problems) > 1 else ''}"
    return {
        "success": "false" if problems else "true",
        "entityId": identifier,
        "xmlContent": xml,
        "validationErrors": [str(problem) for problem in problems],
        "message": f"The document has {count}." if problems else "The document is valid.",
    }


OPERATIONS: Final[Mapping[str, Callable[[DocumentRepository, OperationRequest], OperationResponse]]] = {
    "validateXml": validate,
    "validateBatch": validate_batch,
}
