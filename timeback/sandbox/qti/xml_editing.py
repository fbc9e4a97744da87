"""Minimal XML edits of a test, which preserve all content that they do not concern.

A part or section that is replaced keeps its element, and so also its content that the JSON cannot express: rubrics,
conditions, time limits, selections. A reference keeps its element if its identifier does not change.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from lxml import etree

from timeback import qti
from timeback.qti.xml.markup import descendants, elements, parse, tag
from timeback.sandbox.storage.store import StoredObject

__all__ = [
    "PART",
    "REFERENCE",
    "SECTION",
    "add_part",
    "add_reference",
    "add_section",
    "element_of",
    "order_references",
    "read_xml",
    "references_of",
    "remove",
    "replace_part",
    "replace_section",
    "with_defaults",
    "write_xml",
]

PART: Final = "qti-test-part"
SECTION: Final = "qti-assessment-section"
REFERENCE: Final = "qti-assessment-item-ref"
_TRAILING: Final = ("qti-outcome-processing", "qti-test-feedback")
# The defaults of the OpenAPI document. In the QTI standard the default of `required` is false.
_SECTION_DEFAULTS: Final = {"visible": True, "required": True, "fixed": False}


def read_xml(xml: str) -> etree._Element:
    return parse(xml)


def write_xml(root: etree._Element) -> str:
    text = str(etree.tostring(root.getroottree(), encoding="unicode"))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def element_of(parent: etree._Element, name: str, identifier: str) -> etree._Element | None:
    """The element with an identifier, at any depth."""
    return next((each for each in descendants(parent, name) if each.get("identifier") == identifier), None)


def with_defaults(value: Mapping[str, Any]) -> StoredObject:
    """A part or a section in JSON, with the default values of its sections added."""
    listed = value.get(SECTION)
    if listed is None:
        return dict(value)
    defaults = {"required": _SECTION_DEFAULTS["required"]}
    return {**value, SECTION: [{**defaults, **with_defaults(section)} for section in listed]}


def add_part(root: etree._Element, part: Mapping[str, Any], attempts: object) -> None:
    _insert(root, _new_part(part, attempts), PART, None)


def add_section(part: etree._Element, section: Mapping[str, Any]) -> None:
    _insert(part, _new_section(section), SECTION, section.get("sequence"))


def add_reference(section: etree._Element, reference: Mapping[str, Any]) -> None:
    _insert(section, _new_reference(reference), REFERENCE, reference.get("sequence"))


def remove(element: etree._Element) -> None:
    parent = element.getparent()
    assert parent is not None
    before = element.getprevious()
    if before is not None and element.getnext() is None:
        before.tail = element.tail
    parent.remove(element)


def replace_part(element: etree._Element, part: Mapping[str, Any]) -> None:
    element.set("navigation-mode", part["navigationMode"])
    element.set("submission-mode", part["submissionMode"])
    _replace_sections(element, part)


def replace_section(element: etree._Element, section: Mapping[str, Any]) -> None:
    """Apply all properties of a section in JSON, including its position among its siblings."""
    element.set("title", section["title"])
    for name, default in _SECTION_DEFAULTS.items():
        value = section.get(name)
        element.set(name, "true" if (default if value is None else value) else "false")
    _replace_children(element, REFERENCE, _sorted_by_sequence(section.get(REFERENCE)))
    _replace_sections(element, section)
    parent, sequence = element.getparent(), section.get("sequence")
    if parent is not None and sequence is not None:
        siblings = list(elements(parent, SECTION))
        siblings.remove(element)
        _reorder(parent, SECTION, _inserted(siblings, element, sequence))


def references_of(section: etree._Element) -> list[etree._Element]:
    return list(elements(section, REFERENCE))


def order_references(section: etree._Element, references: Iterable[Mapping[str, Any]]) -> None:
    own = {each.get("identifier"): each for each in elements(section, REFERENCE)}
    _reorder(section, REFERENCE, [own[each["identifier"]] for each in _sorted_by_sequence(list(references))])


def _replace_sections(element: etree._Element, value: Mapping[str, Any]) -> None:
    _replace_children(element, SECTION, _sorted_by_sequence(value.get(SECTION)))


def _replace_children(parent: etree._Element, name: str, values: list[StoredObject]) -> None:
    old = {each.get("identifier"): each for each in elements(parent, name)}
    arranged = []
    for value in values:
        own = old.pop(value["identifier"], None)
        if own is None:
            own = _new_section(value) if name == SECTION else _new_reference(value)
        elif name == SECTION:
            replace_section(own, {**value, "sequence": None})
        elif value.get("href") is not None:
            own.set("href", value["href"])
        arranged.append(own)
    for each in old.values():
        remove(each)
    _reorder(parent, name, arranged)


def _reorder(parent: etree._Element, name: str, wanted: list[etree._Element]) -> None:
    """Put the children of a name into this order. They reuse the existing positions; further ones follow the last."""
    current = list(elements(parent, name))
    if current == wanted:
        return
    positions = [parent.index(each) for each in current]
    at = positions[-1] + 1 if positions else _index_of_first(parent)
    # Placeholders mark the positions while the elements move.
    placeholders = [etree.Comment("") for _ in wanted]
    for index, placeholder in enumerate(placeholders):
        if index < len(current):
            placeholder.tail, current[index].tail = current[index].tail, None
            parent.replace(current[index], placeholder)
        else:
            _insert_on_own_line(parent, at, placeholder)
            at += 1
    for placeholder, element in zip(placeholders, wanted, strict=True):
        element.tail, placeholder.tail = placeholder.tail, None
        parent.replace(placeholder, element)


def _insert_on_own_line(parent: etree._Element, at: int, element: etree._Element) -> None:
    """Insert a child, on a line of its own if the other children have their own lines."""
    before = parent[at - 1] if at else None
    if before is None:
        element.tail = parent.text if len(parent) else None
    else:
        element.tail = before.tail
        if at == len(parent):
            before.tail = parent.text
    parent.insert(at, element)


def _index_of_first(parent: etree._Element) -> int:
    """The position of the first child of its name: at the end, but before the elements that must be last."""
    trailing = next((each for each in parent if tag(each) in _TRAILING), None)
    return len(parent) if trailing is None else parent.index(trailing)


def _insert(parent: etree._Element, element: etree._Element, name: str, sequence: float | None) -> None:
    _reorder(parent, name, _inserted(list(elements(parent, name)), element, sequence))


def _inserted(siblings: list[etree._Element], element: etree._Element, sequence: float | None) -> list[etree._Element]:
    """The siblings with an element inserted at the 1-based `sequence`, or at the end if it is None or too large."""
    # JSON can write an integer as 2.0.
    at = len(siblings) if sequence is None else int(min(sequence - 1, len(siblings)))
    return [*siblings[:at], element, *siblings[at:]]


def _sorted_by_sequence(values: Any) -> list[StoredObject]:
    """Sorted by `sequence`; values without one keep their order and come last."""
    listed = list(values or ())
    return sorted(listed, key=lambda each: (each.get("sequence") is None, each.get("sequence") or 0))


def _new_part(part: Mapping[str, Any], attempts: object) -> etree._Element:
    test = {"identifier": "t", "title": "t", PART: [with_defaults(part)], "maxAttempts": attempts}
    return _first_element(test, PART)


def _new_section(section: Mapping[str, Any]) -> etree._Element:
    part = {"identifier": "p", "navigationMode": "linear", "submissionMode": "individual", SECTION: [section]}
    return _first_element({"identifier": "t", "title": "t", PART: [with_defaults(part)]}, SECTION)


def _new_reference(reference: Mapping[str, Any]) -> etree._Element:
    section = {"identifier": "s", "title": "s", "visible": True, REFERENCE: [reference]}
    part = {"identifier": "p", "navigationMode": "linear", "submissionMode": "individual", SECTION: [section]}
    return _first_element({"identifier": "t", "title": "t", PART: [part]}, REFERENCE)


def _first_element(test: Mapping[str, Any], name: str) -> etree._Element:
    found = next(descendants(parse(qti.from_json(test, "test").source), name))
    found.tail = None
    return found
