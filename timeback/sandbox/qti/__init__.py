"""The QTI service.

Documents are read, written, checked and scored by `timeback.qti`. What the platform's documents leave open is decided
here so:
- An object is its XML. Its JSON is the view that `timeback.qti` has of it, with what XML has no place for (the
  metadata, and the tools of a test) beside it; properties that the document does not know are dropped. A document whose
  view would not satisfy the API's document is refused, such as an item without an interaction, which has no type.
- Stimuli that an item names, and items that a test names, must exist. Either may be deleted later.
- An object that is deleted is gone, and its identifier is free again.
- Parts, sections and references are places in the XML of their test. A change is made in that XML: what JSON has no
  words for (rubrics, conditions, weights, comments) stays as it is.
- POST /assessment-items/metadata replaces the metadata of an item that is there, and creates the one that is not.
- An answer is judged by the rules of the item; what only a grader or a vendor's operator can judge is a 501.
- A list of parts or sections without `sort` is in the order of the test, other lists have the newest object first.
- Statuses are those of the API's document, so what other services answer by 422 is a 400 here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from timeback.sandbox.errors import ApiError
from timeback.sandbox.operations.requests import OperationRequest, OperationResponse
from timeback.sandbox.qti.errors import qti_error_response
from timeback.sandbox.spec import openapi as documents
from timeback.sandbox.storage.store import Store
from timeback_runtime.extras import missing_package

__all__ = ["BODY_ADAPTERS", "qti_error_response", "qti_handlers"]

_Handler = Callable[[OperationRequest], OperationResponse]
_SERVICE: Final = "qti"


def _single_variable_body(path: Mapping[str, str], body: dict[str, Any]) -> dict[str, Any]:
    """The form in which some clients send an answer: one response variable and its value."""
    if "response" in body or "value" not in body or "responseIdentifier" not in body:
        return body
    return {"identifier": path["identifier"], **body, "response": body["value"]}


BODY_ADAPTERS: Final[Mapping[str, Callable[[Mapping[str, str], dict[str, Any]], dict[str, Any]]]] = {
    "processResponse": _single_variable_body,
}
"""By the ids of operations: bodies that are in use and that the documents do not know, turned into those they do."""


def qti_handlers(store: Store) -> dict[str, _Handler]:
    """By the ids of the operations. Each does all that it does, or, where it refuses, nothing."""
    if not _is_available():
        return {each.id: _missing for each in documents.load().operations if each.document.name == _SERVICE}
    from timeback.sandbox.qti.operations import OPERATIONS
    from timeback.sandbox.qti.repository import DocumentRepository

    repository = DocumentRepository(store)

    def within(rule: Callable[[DocumentRepository, OperationRequest], OperationResponse]) -> _Handler:
        def handle(request: OperationRequest) -> OperationResponse:
            with store.transaction():
                return rule(repository, request)

        return handle

    return {name: within(rule) for name, rule in OPERATIONS.items()}


def _is_available() -> bool:
    try:
        import lxml.etree  # noqa: F401
    except ImportError:
        return False
    return True


def _missing(_: OperationRequest) -> OperationResponse:
    raise ApiError(501, missing_package("QTI in the sandbox", "lxml", "qti"))
