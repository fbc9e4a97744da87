"""Conversion of the JSON of the platform to documents. The XML is built first, then read like any other document."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from lxml import etree

from timeback.qti import model as m
from timeback.qti.errors import QTIError
from timeback.qti.json import fields
from timeback.qti.json.declarations import declaration_from_json
from timeback.qti.json.item_from_json import item_element
from timeback.qti.json.to_json import to_json
from timeback.qti.vocabulary import DocumentKind
from timeback.qti.xml.builder import add_child, new_document, serialize, set_attributes
from timeback.qti.xml.fragments import append_markup
from timeback.qti.xml.markup import first_child, inner_xml, parse
from timeback.qti.xml.reader import read
from timeback_runtime.frames import clears_locals

_SERVERS = frozenset({"rawXml", "content", "metadata", "format", "createdAt", "updatedAt", "__v", "isValidXml", "_id"})


@clears_locals
def from_json(
    data: Mapping[str, Any], kind: DocumentKind | None = None
) -> m.AssessmentItem | m.AssessmentTest | m.Stimulus:
    """Convert JSON to a document.

    Three forms are supported:

    - ``{"format": "xml", "xml": ...}``
    - an unchanged result of `to_json`: the document is its ``rawXml``
    - the fields of an item, a test or a stimulus: a new document is built from them

    Args:
        data: the JSON.
        kind: ``item``, ``test`` or ``stimulus``. Without it, JSON with ``qti-test-part`` is a test, and JSON with
            ``content`` and without ``type`` and ``interaction`` is a stimulus.

    Raises:
        QTIError: a field is missing or has the wrong type, the XML cannot be read, or the document is not of this
            kind.
    """
    data = fields.as_object(data, "the JSON")
    document = read(fields.required_text(data, "xml")) if data.get("format") == "xml" else _unchanged(data)
    if document is None:
        root = _BUILDERS[kind or _kind(data)](data)
        return read(serialize(root))
    if kind is not None and not isinstance(document, _TYPES[kind]):
        raise QTIError(f"the XML is not a QTI {kind}")
    return document


def _kind(data: Mapping[str, Any]) -> DocumentKind:
    if "qti-test-part" in data:
        return "test"
    content = data.get("content")
    if content is None or "type" in data or "interaction" in data:
        return "item"
    return "item" if isinstance(content, Mapping) and "qti-assessment-item" in content else "stimulus"


def _unchanged(data: Mapping[str, Any]) -> m.AssessmentItem | m.AssessmentTest | m.Stimulus | None:
    raw = data.get("rawXml")
    if not isinstance(raw, str):
        return None
    try:
        found = read(raw)
        view = to_json(found)
    except QTIError:
        return None
    mine = {name: value for name, value in view.items() if name not in _SERVERS}
    theirs = {name: value for name, value in data.items() if name not in _SERVERS and value is not None}
    same_body = not isinstance(data.get("content"), str)
    return found if same_body and mine == theirs else None


def _test(data: Mapping[str, Any]) -> etree._Element:
    root = new_document("qti-assessment-test")
    attributes = {
        "identifier": fields.required_text(data, "identifier"),
        "title": fields.required_text(data, "title"),
        "tool-name": fields.optional_text(data, "toolName"),
        "tool-version": fields.optional_text(data, "toolVersion"),
    }
    set_attributes(root, attributes, "the test")
    for where, each in fields.object_list(data, "qti-outcome-declaration"):
        declaration_from_json(root, "qti-outcome-declaration", each, where, default_cardinality="single")
    limit = fields.optional_text(data, "timeLimit")
    if limit is not None:
        add_child(root, "qti-time-limits", {"max-time": limit})
    attempts = fields.optional_text(data, "maxAttempts")
    for where, each in fields.object_list(data, "qti-test-part"):
        _part(root, each, where, attempts)
    return root


def _part(parent: etree._Element, data: Mapping[str, Any], where: str, attempts: str | None) -> None:
    part = add_child(
        parent,
        "qti-test-part",
        {
            "identifier": fields.required_text(data, "identifier", where),
            "navigation-mode": fields.required_text(data, "navigationMode", where),
            "submission-mode": fields.required_text(data, "submissionMode", where),
        },
    )
    if attempts is not None:
        add_child(part, "qti-item-session-control", {"max-attempts": attempts})
    for place, each in _in_order(fields.object_list(data, "qti-assessment-section", where)):
        _section(part, each, place)


def _section(parent: etree._Element, data: Mapping[str, Any], where: str) -> None:
    flags = {name: fields.optional_boolean(data, name, where) for name in ("visible", "required", "fixed")}
    flags["visible"] = flags["visible"] is not False
    section = add_child(
        parent,
        "qti-assessment-section",
        {
            "identifier": fields.required_text(data, "identifier", where),
            "title": fields.required_text(data, "title", where),
            **{name: None if value is None else fields.to_text(value, name) for name, value in flags.items()},
        },
    )
    for place, each in _in_order(fields.object_list(data, "qti-assessment-item-ref", where)):
        identifier = fields.required_text(each, "identifier", place)
        href = fields.optional_text(each, "href", place) or f"/assessment-items/{identifier}"
        add_child(section, "qti-assessment-item-ref", {"identifier": identifier, "href": href})
    for place, each in _in_order(fields.object_list(data, "qti-assessment-section", where)):
        _section(section, each, place)


def _in_order(found: list[tuple[str, Mapping[str, Any]]]) -> list[tuple[str, Mapping[str, Any]]]:
    """Sort by ``sequence``. Entries without it come last and keep their order."""
    places = [(fields.optional_integer(each, "sequence", where), where, each) for where, each in found]
    return [(where, each) for _, where, each in sorted(places, key=lambda p: (p[0] is None, p[0] or 0))]


def _stimulus(data: Mapping[str, Any]) -> etree._Element:
    root = new_document("qti-assessment-stimulus")
    attributes = {
        "identifier": fields.required_text(data, "identifier"),
        "title": fields.required_text(data, "title"),
        "label": fields.optional_text(data, "label"),
        "xml:lang": fields.optional_text(data, "language"),
        "tool-name": fields.optional_text(data, "toolName"),
        "tool-version": fields.optional_text(data, "toolVersion"),
    }
    set_attributes(root, attributes, "the stimulus")
    sheet = fields.optional_object(data, "stylesheet")
    if sheet:
        href, type_ = (
            fields.required_text(sheet, "href", "stylesheet."),
            fields.required_text(sheet, "type", "stylesheet."),
        )
        add_child(root, "qti-stylesheet", {"href": href, "type": type_})
    append_markup(add_child(root, "qti-stimulus-body"), _body(data), "content")
    cards = fields.object_list(data, "catalogInfo")
    if cards:
        info = add_child(root, "qti-catalog-info")
        for where, each in cards:
            catalog = add_child(info, "qti-catalog", {"id": fields.required_text(each, "id", where)})
            card = add_child(catalog, "qti-card", {"support": fields.required_text(each, "support", where)})
            append_markup(
                add_child(card, "qti-html-content"), fields.required_text(each, "content", where), f"{where}content"
            )
    return root


def _body(data: Mapping[str, Any]) -> str:
    content = data.get("content")
    if isinstance(content, str):
        return content
    # The tree does not record the order of text and elements, so the body is taken from the XML.
    raw = data.get("rawXml")
    if isinstance(raw, str):
        root = parse(raw)
        body = first_child(root, "qti-stimulus-body")
        if body is not None:
            return inner_xml(body)
    raise QTIError("content must be a text with markup; a tree is only supported together with rawXml")


_TYPES: dict[DocumentKind, type[m.Document]] = {
    "item": m.AssessmentItem,
    "test": m.AssessmentTest,
    "stimulus": m.Stimulus,
}
_BUILDERS: dict[DocumentKind, Callable[[Mapping[str, Any]], etree._Element]] = {
    "item": item_element,
    "test": _test,
    "stimulus": _stimulus,
}
