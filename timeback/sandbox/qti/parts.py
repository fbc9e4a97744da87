"""Operations on the parts of a test."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from timeback import qti
from timeback.sandbox.errors import ApiError
from timeback.sandbox.operations.requests import OperationRequest, OperationResponse
from timeback.sandbox.qti import xml_editing
from timeback.sandbox.qti.lists import list_parts
from timeback.sandbox.qti.repository import TESTS, DocumentRepository, QtiOperation, qti_errors
from timeback.sandbox.storage.store import StoredObject

__all__ = ["OPERATIONS", "containing_test", "part_of"]


def containing_test(repository: DocumentRepository, request: OperationRequest) -> StoredObject:
    return repository.find(TESTS, request.path["assessmentTestIdentifier"])


def part_of(test: Mapping[str, Any], identifier: str) -> StoredObject:
    """The JSON of a part.

    Raises:
        ApiError: 404; the test has no part with this identifier.
    """
    for part in test.get("qti-test-part", ()):
        if part["identifier"] == identifier:
            return dict(part)
    raise ApiError(404, f"qti-test-part: there is no {identifier} in this test.")


def list_all(repository: DocumentRepository, request: OperationRequest) -> OperationResponse:
    return list_parts(request, containing_test(repository, request).get("qti-test-part", ()))


def read(repository: DocumentRepository, request: OperationRequest) -> OperationResponse:
    return request.json_response(part_of(containing_test(repository, request), request.path["identifier"]))


def create(repository: DocumentRepository, request: OperationRequest) -> OperationResponse:
    test, body = containing_test(repository, request), request.body or {}
    if body["identifier"] in [part["identifier"] for part in test.get("qti-test-part", ())]:
        raise ApiError(409, f"identifier: {body['identifier']} already exists in this test.")
    root = xml_editing.read_xml(repository.test(test).xml)
    with qti_errors():
        xml_editing.add_part(root, body, test.get("maxAttempts"))
    return _store_and_reply(repository, request, test, root, body["identifier"])


def replace(repository: DocumentRepository, request: OperationRequest) -> OperationResponse:
    test, body, identifier = containing_test(repository, request), request.body or {}, request.path["identifier"]
    part_of(test, identifier)
    if body["identifier"] != identifier:
        raise ApiError(400, "identifier: differs between body and path.")
    root = xml_editing.read_xml(repository.test(test).xml)
    element = xml_editing.element_of(root, xml_editing.PART, identifier)
    assert element is not None
    with qti_errors():
        xml_editing.replace_part(element, body)
    return _store_and_reply(repository, request, test, root, identifier)


def delete(repository: DocumentRepository, request: OperationRequest) -> OperationResponse:
    test, identifier = containing_test(repository, request), request.path["identifier"]
    part_of(test, identifier)
    root = xml_editing.read_xml(repository.test(test).xml)
    element = xml_editing.element_of(root, xml_editing.PART, identifier)
    assert element is not None
    xml_editing.remove(element)
    repository.rewrite(request, test, xml_editing.write_xml(root))
    return OperationResponse(request.operation.status)


def _store_and_reply(
    repository: DocumentRepository, request: OperationRequest, test: StoredObject, root: Any, identifier: str
) -> OperationResponse:
    stored = repository.rewrite(request, test, xml_editing.write_xml(root))
    return request.json_response(qti.part_to_json(repository.test(stored), identifier))


OPERATIONS: Final[Mapping[str, QtiOperation]] = {
    "searchTestParts": list_all,
    "getTestPart": read,
    "createTestPart": create,
    "updateTestPart": replace,
    "deleteTestPart": delete,
}
