"""The sections of a test's part, and their references to items."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import attrs
from lxml import etree

from timeback.sandbox.errors import ApiError
from timeback.sandbox.operations.requests import Answer, Call, as_json
from timeback.sandbox.qti import xml_editing as surgery
from timeback.sandbox.qti.lists import list_parts
from timeback.sandbox.qti.parts import containing_test, part_of
from timeback.sandbox.qti.repository import Desk, reading
from timeback.sandbox.spec.validation import refuse
from timeback.sandbox.storage.store import Object

__all__ = ["RULES"]

_SECTIONS: Final = surgery.SECTION
_REFERENCES: Final = surgery.REFERENCE


def _all(value: Mapping[str, Any]) -> Iterator[Object]:
    for section in value.get(_SECTIONS, ()):
        yield section
        yield from _all(section)


def _section_of(part: Mapping[str, Any], identifier: str) -> Object:
    """The JSON of a section, be it directly in the part or in another section."""
    for section in _all(part):
        if section["identifier"] == identifier:
            return section
    raise ApiError(404, f"qti-assessment-section: there is no {identifier} in this part.")


@attrs.frozen
class _Opened:
    """A test that is being changed, with the part that the path names."""

    test: Object = attrs.field(repr=False)
    part: Object = attrs.field(repr=False)
    root: etree._Element
    element: etree._Element

    def section(self, identifier: str) -> etree._Element:
        found = surgery.element_of(self.element, _SECTIONS, identifier)
        assert found is not None
        return found


def _part(desk: Desk, call: Call) -> Object:
    return part_of(containing_test(desk, call), call.path["testPartIdentifier"])


def _opened(desk: Desk, call: Call) -> _Opened:
    test = containing_test(desk, call)
    part = part_of(test, call.path["testPartIdentifier"])
    root = surgery.read_xml(desk.test(test).xml)
    element = surgery.element_of(root, surgery.PART, part["identifier"])
    assert element is not None
    return _Opened(test, part, root, element)


def _written(desk: Desk, call: Call, opened: _Opened, identifier: str) -> Answer:
    stored = desk.rewrite(call, opened.test, surgery.write_xml(opened.root))
    part = part_of(stored, opened.part["identifier"])
    return Answer(call.operation.status, as_json(_section_of(part, identifier)))


def list_all(desk: Desk, call: Call) -> Answer:
    return list_parts(call, _part(desk, call)[_SECTIONS])


def read(desk: Desk, call: Call) -> Answer:
    return Answer(call.operation.status, as_json(_section_of(_part(desk, call), call.path["identifier"])))


def create(desk: Desk, call: Call) -> Answer:
    opened, body = _opened(desk, call), call.body or {}
    with reading():
        surgery.add_section(opened.element, body)
    return _written(desk, call, opened, body["identifier"])


def replace(desk: Desk, call: Call) -> Answer:
    opened, body, identifier = _opened(desk, call), call.body or {}, call.path["identifier"]
    _section_of(opened.part, identifier)
    if body["identifier"] != identifier:
        raise ApiError(400, "identifier: the body has another one than the path.")
    with reading():
        surgery.replace_section(opened.section(identifier), body)
    return _written(desk, call, opened, identifier)


def delete(desk: Desk, call: Call) -> Answer:
    opened, identifier = _opened(desk, call), call.path["identifier"]
    _section_of(opened.part, identifier)
    surgery.remove(opened.section(identifier))
    desk.rewrite(call, opened.test, surgery.write_xml(opened.root))
    return Answer(call.operation.status, as_json({"message": f"The section {identifier} is deleted."}))


def add_item(desk: Desk, call: Call) -> Answer:
    opened, body, identifier = _opened(desk, call), call.body or {}, call.path["identifier"]
    _section_of(opened.part, identifier)
    with reading():
        surgery.add_reference(opened.section(identifier), body)
    return _written(desk, call, opened, identifier)


def order_items(desk: Desk, call: Call) -> Answer:
    opened, identifier = _opened(desk, call), call.path["identifier"]
    own = Counter(each["identifier"] for each in _section_of(opened.part, identifier)[_REFERENCES])
    given = (call.body or {})["items"]
    named = Counter(each["identifier"] for each in given)
    for each in named - own:
        what = "is there more than once" if each in own else "is not in this section"
        raise refuse([("items", f"{each} {what}")])
    for each in own - named:
        raise refuse([("items", f"{each} is missing; the order must name every item of the section")])
    surgery.order_references(opened.section(identifier), given)
    return _written(desk, call, opened, identifier)


def remove_item(desk: Desk, call: Call) -> Answer:
    opened, identifier, item = _opened(desk, call), call.path["identifier"], call.path["itemIdentifier"]
    _section_of(opened.part, identifier)
    for reference in surgery.references_of(opened.section(identifier)):
        if reference.get("identifier") == item:
            surgery.remove(reference)
            desk.rewrite(call, opened.test, surgery.write_xml(opened.root))
            return Answer(call.operation.status)
    raise ApiError(404, f"qti-assessment-item-ref: there is no {item} in this section.")


RULES: Final[Mapping[str, Callable[[Desk, Call], Answer]]] = {
    "searchSections": list_all,
    "getSection": read,
    "createSection": create,
    "updateSection": replace,
    "deleteSection": delete,
    "addAssessmentItem": add_item,
    "updateAssessmentItemOrder": order_items,
    "removeAssessmentItem": remove_item,
}
