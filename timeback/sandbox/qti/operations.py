"""The operations of the QTI service, by operation id."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final

from timeback.sandbox.operations.requests import OperationRequest, OperationResponse
from timeback.sandbox.qti import feedback, parts, scoring, sections, validation
from timeback.sandbox.qti.lists import list_objects
from timeback.sandbox.qti.repository import (
    ITEMS,
    STIMULI,
    TESTS,
    DocumentCollection,
    DocumentRepository,
    QtiOperation,
    response_view,
)

__all__ = ["OPERATIONS"]


def _read(
    collection: DocumentCollection, repository: DocumentRepository, request: OperationRequest
) -> OperationResponse:
    return request.json_response(response_view(repository.find(collection, request.path["identifier"])))


def _create(
    collection: DocumentCollection, repository: DocumentRepository, request: OperationRequest
) -> OperationResponse:
    return repository.create(collection, request)


def _replace(
    collection: DocumentCollection, repository: DocumentRepository, request: OperationRequest
) -> OperationResponse:
    return repository.replace(collection, request)


def _delete(
    collection: DocumentCollection, repository: DocumentRepository, request: OperationRequest
) -> OperationResponse:
    repository.find(collection, request.path["identifier"])
    repository.store.remove(collection.name, request.path["identifier"])
    return OperationResponse(request.operation.status)


def _item_metadata(repository: DocumentRepository, request: OperationRequest) -> OperationResponse:
    body = request.body or {}
    stored = repository.store.get(ITEMS.name, body["identifier"])
    if stored is None:
        return repository.create(ITEMS, request)
    changed = repository.update_json_only(ITEMS, stored, {"metadata": body["metadata"]} if body.get("metadata") else {})
    return request.json_response(response_view(changed))


def _test_metadata(repository: DocumentRepository, request: OperationRequest) -> OperationResponse:
    stored = repository.find(TESTS, request.path["identifier"])
    changed = repository.update_json_only(TESTS, stored, {"metadata": (request.body or {})["metadata"]})
    return request.json_response(response_view(changed))


def _crud_operations(collection: DocumentCollection, one: str, many: str) -> dict[str, QtiOperation]:
    return {
        f"search{many}": partial(list_objects, collection),
        f"create{one}": partial(_create, collection),
        f"get{one}": partial(_read, collection),
        f"update{one}": partial(_replace, collection),
        f"delete{one}": partial(_delete, collection),
    }


OPERATIONS: Final[Mapping[str, QtiOperation]] = {
    **_crud_operations(ITEMS, "AssessmentItem", "AssessmentItems"),
    **_crud_operations(TESTS, "AssessmentTest", "AssessmentTests"),
    **_crud_operations(STIMULI, "Stimulus", "Stimuli"),
    "updateMetadata": _item_metadata,
    "updateAssessmentTestMetadata": _test_metadata,
    **parts.OPERATIONS,
    **sections.OPERATIONS,
    **scoring.OPERATIONS,
    **validation.OPERATIONS,
    **feedback.OPERATIONS,
}
