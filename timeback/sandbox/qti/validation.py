"""Validation of documents, either in the request or stored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import attrs

from timeback import qti
from timeback.sandbox.operations.requests import OperationRequest, OperationResponse, as_json
from timeback.sandbox.qti.repository import ITEMS, STIMULI, TESTS, DocumentCollection, DocumentRepository, QtiOperation
from timeback.sandbox.spec.validation import refuse

__all__ = ["OPERATIONS"]

_COLLECTIONS: Final[Mapping[str, DocumentCollection]] = {
    collection.document_type: collection for collection in (ITEMS, TESTS, STIMULI)
}


@attrs.frozen
class _NotStored(Exception):
    """No document is stored under an identifier in the request."""

    identifier: str

    def response(self) -> OperationResponse:
        message = f"There is no document {self.identifier}."
        reply = {"success": False, "entityId": self.identifier, "error": "Entity not found", "message": message}
        return OperationResponse(404, as_json(reply))


def validate(repository: DocumentRepository, request: OperationRequest) -> OperationResponse:
    body = request.body or {}
    collection = _COLLECTIONS[body["schema"]]
    identifier, xml = body.get("entityId"), body.get("xml")
    if identifier is None and xml is None:
        raise refuse([("xml", "is missing; xml or entityId is required")])
    try:
        result = (
            _validation_result(collection, str(xml), "")
            if identifier is None
            else _validate_stored(repository, collection, identifier)
        )
    except _NotStored as error:
        return error.response()
    return request.json_response(result)


def validate_batch(repository: DocumentRepository, request: OperationRequest) -> OperationResponse:
    """The results of stored documents come first, as stored documents take precedence in a single validation."""
    body = request.body or {}
    collection = _COLLECTIONS[body["schema"]]
    try:
        results = [_validate_stored(repository, collection, identifier) for identifier in body["entityIds"]]
    except _NotStored as error:
        return error.response()
    results += [_validation_result(collection, xml, "") for xml in body["xml"]]
    return request.json_response({"results": results})


def _validate_stored(repository: DocumentRepository, collection: DocumentCollection, identifier: str) -> dict[str, Any]:
    found = repository.store.get(collection.name, identifier)
    if found is None:
        raise _NotStored(identifier)
    return _validation_result(collection, repository.document(collection, found).xml, identifier)


def _validation_result(collection: DocumentCollection, xml: str, identifier: str) -> dict[str, Any]:
    problems = qti.check(xml, collection.document_type)
    count = f"{len(problems)} error{'s' if len(problems) > 1 else ''}"
    return {
        "success": "false" if problems else "true",
        "entityId": identifier,
        "xmlContent": xml,
        "validationErrors": [str(problem) for problem in problems],
        "message": f"The document has {count}." if problems else "The document is valid.",
    }


OPERATIONS: Final[Mapping[str, QtiOperation]] = {
    "validateXml": validate,
    "validateBatch": validate_batch,
}
