"""Operations on the sections of a test part, and on their references to items."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final

import attrs
from lxml import etree

from timeback.sandbox.errors import ApiError
from timeback.sandbox.operations.requests import OperationRequest, OperationResponse
from timeback.sandbox.qti import xml_editing
from timeback.sandbox.qti.lists import list_parts
from timeback.sandbox.qti.parts import containing_test, part_of
from timeback.sandbox.qti.repository import DocumentRepository, QtiOperation, qti_errors
from timeback.sandbox.spec.validation import refuse
from timeback.sandbox.storage.store import StoredObject

__all__ = ["OPERATIONS"]

_SECTIONS: Final = xml_editing.SECTION
_REFERENCES: Final = xml_editing.REFERENCE


def _all(value: Mapping[str, Any]) -> Iterator[StoredObject]:
    for section in value.get(_SECTIONS, ()):
        yield section
        yield from _all(section)


def _section_of(part: Mapping[str, Any], identifier: str) -> StoredObject:
    """The JSON of a section in the part, nested sections included.

    Raises:
        ApiError: 404; the part has no section with this identifier.
    """
    for section in _all(part):
        if section["identifier"] == identifier:
            return section
    raise ApiError(404, f"qti-assessment-section: there is no {identifier} in this part.")


@attrs.frozen
class _OpenPart:
    """A test that is being edited, and the part that the path names."""

    test: StoredObject = attrs.field(repr=False)
    part: StoredObject = attrs.field(repr=False)
    root: etree._Element
    element: etree._Element

    def section(self, identifier: str) -> etree._Element:
        found = xml_editing.element_of(self.element, _SECTIONS, identifier)
        assert found is not None
        return found


def _part(repository: DocumentRepository, request: OperationRequest) -> StoredObject:
    return part_of(containing_test(repository, request), request.path["testPartIdentifier"])


def _open_part(repository: DocumentRepository, request: OperationRequest) -> _OpenPart:
    test = containing_test(repository, request)
    part = part_of(test, request.path["testPartIdentifier"])
    root = xml_editing.read_xml(repository.test(test).xml)
    element = xml_editing.element_of(root, xml_editing.PART, part["identifier"])
    assert element is not None
    return _OpenPart(test, part, root, element)


def _store_and_reply(
    repository: DocumentRepository, request: OperationRequest, opened: _OpenPart, identifier: str
) -> OperationResponse:
    stored = repository.rewrite(request, opened.test, xml_editing.write_xml(opened.root))
    part = part_of(stored, opened.part["identifier"])
    return request.json_response(_section_of(part, identifier))


def list_all(repository: DocumentRepository, request: OperationRequest) -> OperationResponse:
    return list_parts(request, _part(repository, request)[_SECTIONS])


def read(repository: DocumentRepository, request: OperationRequest) -> OperationResponse:
    return request.json_response(_section_of(_part(repository, request), request.path["identifier"]))


def create(repository: DocumentRepository, request: OperationRequest) -> OperationResponse:
    opened, body = _open_part(repository, request), request.body or {}
    with qti_errors():
        xml_editing.add_section(opened.element, body)
    return _store_and_reply(repository, request, opened, body["identifier"])


def replace(repository: DocumentRepository, request: OperationRequest) -> OperationResponse:
    opened, body, identifier = _open_part(repository, request), request.body or {}, request.path["identifier"]
    _section_of(opened.part, identifier)
    if body["identifier"] != identifier:
        raise ApiError(400, "identifier: differs between body and path.")
    with qti_errors():
        xml_editing.replace_section(opened.section(identifier), body)
    return _store_and_reply(repository, request, opened, identifier)


def delete(repository: DocumentRepository, request: OperationRequest) -> OperationResponse:
    opened, identifier = _open_part(repository, request), request.path["identifier"]
    _section_of(opened.part, identifier)
    xml_editing.remove(opened.section(identifier))
    repository.rewrite(request, opened.test, xml_editing.write_xml(opened.root))
    return request.json_response({"message": f"Section {identifier} deleted."})


def add_item(repository: DocumentRepository, request: OperationRequest) -> OperationResponse:
    opened, body, identifier = _open_part(repository, request), request.body or {}, request.path["identifier"]
    _section_of(opened.part, identifier)
    with qti_errors():
        xml_editing.add_reference(opened.section(identifier), body)
    return _store_and_reply(repository, request, opened, identifier)


def order_items(repository: DocumentRepository, request: OperationRequest) -> OperationResponse:
    opened, identifier = _open_part(repository, request), request.path["identifier"]
    own = Counter(each["identifier"] for each in _section_of(opened.part, identifier)[_REFERENCES])
    given = (request.body or {})["items"]
    named = Counter(each["identifier"] for each in given)
    for each in named - own:
        problem = "is not unique" if each in own else "is not in this section"
        raise refuse([("items", f"{each} {problem}")])
    for each in own - named:
        raise refuse([("items", f"{each} is missing; the order must contain every item of the section")])
    xml_editing.order_references(opened.section(identifier), given)
    return _store_and_reply(repository, request, opened, identifier)


def remove_item(repository: DocumentRepository, request: OperationRequest) -> OperationResponse:
    opened, identifier, item = (
        _open_part(repository, request),
        request.path["identifier"],
        request.path["itemIdentifier"],
    )
    _section_of(opened.part, identifier)
    for reference in xml_editing.references_of(opened.section(identifier)):
        if reference.get("identifier") == item:
            xml_editing.remove(reference)
            repository.rewrite(request, opened.test, xml_editing.write_xml(opened.root))
            return OperationResponse(request.operation.status)
    raise ApiError(404, f"qti-assessment-item-ref: there is no {item} in this section.")


OPERATIONS: Final[Mapping[str, QtiOperation]] = {
    "searchSections": list_all,
    "getSection": read,
    "createSection": create,
    "updateSection": replace,
    "deleteSection": delete,
    "addAssessmentItem": add_item,
    "updateAssessmentItemOrder": order_items,
    "removeAssessmentItem": remove_item,
}
