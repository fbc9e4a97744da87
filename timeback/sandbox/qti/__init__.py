"""The QTI service of the sandbox.

`timeback.qti` reads, writes, validates and scores the documents. The platform's OpenAPI document leaves some behaviour
open. The sandbox behaves as follows:
- An object is stored as XML. Its JSON is the view that `timeback.qti` derives from the XML, plus the properties that
  XML cannot hold (metadata, and the tools of a test). Unknown properties are dropped. A document is rejected if its
  JSON view is invalid by the OpenAPI document, for example an item without an interaction, which has no type.
- Stimuli that an item references, and items that a test references, must exist when the reference is written. They may
  be deleted later.
- A deleted object is removed, and its identifier can be used again.
- Parts, sections and references are elements in the XML of their test, and changes edit that XML. Content that the JSON
  cannot express (rubrics, conditions, weights, comments) is preserved.
- POST /assessment-items/metadata replaces the metadata of an existing item, and creates an item that does not exist.
- A response is scored by the rules of the item. If that takes a human grader or a vendor's operator, the status is 501.
- Without `sort`, lists of parts and sections are in the order of the test, and other lists have the newest object
  first.
- Statuses are those of the OpenAPI document, so an error that is a 422 in other services is a 400 here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from timeback.sandbox.errors import ApiError
from timeback.sandbox.operations.extensions import ServiceExtension
from timeback.sandbox.operations.requests import Handler, OperationRequest, OperationResponse
from timeback.sandbox.qti.errors import qti_error_response
from timeback.sandbox.spec import openapi
from timeback.sandbox.storage.store import Store
from timeback_runtime.extras import missing_package

__all__ = ["qti_extension"]

_SERVICE: Final = "qti"


def _single_variable_body(path: Mapping[str, str], body: dict[str, Any]) -> dict[str, Any]:
    """The body that some clients send: one response variable and its value."""
    if "response" in body or "value" not in body or "responseIdentifier" not in body:
        return body
    return {"identifier": path["identifier"], **body, "response": body["value"]}


def qti_extension(store: Store) -> ServiceExtension:
    return ServiceExtension(
        _SERVICE,
        _handlers(store),
        body_adapters={"processResponse": _single_variable_body},
        error_response=qti_error_response,
    )


def _handlers(store: Store) -> dict[str, Handler]:
    """The handlers by operation id. Each runs in a transaction, so an operation that fails changes nothing."""
    if not _is_available():
        return {each.id: _lxml_missing for each in openapi.load().operations if each.document.name == _SERVICE}
    from timeback.sandbox.qti.operations import OPERATIONS
    from timeback.sandbox.qti.repository import DocumentRepository

    repository = DocumentRepository(store)

    def in_transaction(operation: Callable[[DocumentRepository, OperationRequest], OperationResponse]) -> Handler:
        def handle(request: OperationRequest) -> OperationResponse:
            with store.transaction():
                return operation(repository, request)

        return handle

    return {name: in_transaction(operation) for name, operation in OPERATIONS.items()}


def _is_available() -> bool:
    try:
        import lxml.etree  # noqa: F401
    except ImportError:
        return False
    return True


def _lxml_missing(_: OperationRequest) -> OperationResponse:
    raise ApiError(501, missing_package("QTI in the sandbox", "lxml", "qti"))
