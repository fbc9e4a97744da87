"""From the JSON of the platform to documents: the XML is written, then read like any other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from lxml import etree

from timeback.qti import model as m
from timeback.qti.errors import QTIError
from timeback.qti.json import fields
from timeback.qti.json.declarations import declaration
from timeback.qti.json.item import item_element
from timeback.qti.json.to_json import to_json
from timeback.qti.vocabulary import Kind
from timeback.qti.xml.builder import attribute, document, put, text_of_document
from timeback.qti.xml.fragments import fill
from timeback.qti.xml.markup import first, inner, parse
from timeback.qti.xml.reader import read
from timeback_runtime.frames import clears_locals

_SERVERS = frozenset({"rawXml", "content", "metadata", "format", "createdAt", "updatedAt", "__v", "isValidXml", "_id"})


@clears_locals
def from_json(data: Mapping[str, Any], kind: Kind | None = None) -> m.AssessmentItem | m.AssessmentTest | m.Stimulus:
    """The document that JSON stands for.

    Three forms are read: ``{"format": "xml", "xml": ...}``; what `to_json` gave, unchanged, whose ``rawXml`` is then
    the document; and the fields of an item, a test or a stimulus, of which a new document is written.

    Args:
        data: the JSON.
        kind: ``item``, ``test`` or ``stimulus``; without it, fields are those of a test if they have
            ``qti-test-part``, of a stimulus if they have ``content`` and neither ``type`` nor ``interaction``.

    Raises:
        QTIError: a field is missing or of the wrong type, the XML cannot be read, or it is of another kind.
    """
    data = fields.as_object(data, "the JSON")
    document = read(fields.text(data, "xml")) if data.get("format") == "xml" else _unchanged(data)
    if document is None:
        root = _BUILDERS[kind or _kind(data)](data)
        return read(text_of_document(root))
    if kind is not None and not isinstance(document, _TYPES[kind]):
        raise QTIError(f"the XML is not that of a QTI {kind}")
    return document


def _kind(data: Mapping[str, Any]) -> Kind:
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
    root = document("qti-assessment-test")
    have = {
        "identifier": fields.text(data, "identifier"),
        "title": fields.text(data, "title"),
        "tool-name": fields.optional_text(data, "toolName"),
        "tool-version": fields.optional_text(data, "toolVersion"),
    }
    attribute(root, have, "the test")
    for where, each in fields.objects(data, "qti-outcome-declaration"):
        declaration(root, "qti-outcome-declaration", each, where, default_cardinality="single")
    limit = fields.optional_text(data, "timeLimit")
    if limit is not None:
        put(root, "qti-time-limits", {"max-time": limit})
    attempts = fields.optional_text(data, "maxAttempts")
    for where, each in fields.objects(data, "qti-test-part"):
        _part(root, each, where, attempts)
    return root


def _part(parent: etree._Element, data: Mapping[str, Any], where: str, attempts: str | None) -> None:
    part = put(
        parent,
        "qti-test-part",
        {
            "identifier": fields.text(data, "identifier", where),
            "navigation-mode": fields.text(data, "navigationMode", where),
            "submission-mode": fields.text(data, "submissionMode", where),
        },
    )
    if attempts is not None:
        put(part, "qti-item-session-control", {"max-attempts": attempts})
    for place, each in _in_order(fields.objects(data, "qti-assessment-section", where)):
        _section(part, each, place)


def _section(parent: etree._Element, data: Mapping[str, Any], where: str) -> None:
    flags = {name: fields.flag(data, name, where) for name in ("visible", "required", "fixed")}
    flags["visible"] = flags["visible"] is not False
    section = put(
        parent,
        "qti-assessment-section",
        {
            "identifier": fields.text(data, "identifier", where),
            "title": fields.text(data, "title", where),
            **{name: None if value is None else fields.written(value, name) for name, value in flags.items()},
        },
    )
    for place, each in _in_order(fields.objects(data, "qti-assessment-item-ref", where)):
        identifier = fields.text(each, "identifier", place)
        href = fields.optional_text(each, "href", place) or f"/assessment-items/{identifier}"
        put(section, "qti-assessment-item-ref", {"identifier": identifier, "href": href})
    for place, each in _in_order(fields.objects(data, "qti-assessment-section", where)):
        _section(section, each, place)


def _in_order(found: list[tuple[str, Mapping[str, Any]]]) -> list[tuple[str, Mapping[str, Any]]]:
    """By ``sequence``; what has none stays where it is, behind what has."""
    places = [(fields.whole(each, "sequence", where), where, each) for where, each in found]
    return [(where, each) for _, where, each in sorted(places, key=lambda p: (p[0] is None, p[0] or 0))]


def _stimulus(data: Mapping[str, Any]) -> etree._Element:
    root = document("qti-assessment-stimulus")
    have = {
        "identifier": fields.text(data, "identifier"),
        "title": fields.text(data, "title"),
        "label": fields.optional_text(data, "label"),
        "xml:lang": fields.optional_text(data, "language"),
        "tool-name": fields.optional_text(data, "toolName"),
        "tool-version": fields.optional_text(data, "toolVersion"),
    }
    attribute(root, have, "the stimulus")
    sheet = fields.an_object(data, "stylesheet")
    if sheet:
        href, type_ = fields.text(sheet, "href", "stylesheet."), fields.text(sheet, "type", "stylesheet.")
        put(root, "qti-stylesheet", {"href": href, "type": type_})
    fill(put(root, "qti-stimulus-body"), _body(data), "content")
    cards = fields.objects(data, "catalogInfo")
    if cards:
        info = put(root, "qti-catalog-info")
        for where, each in cards:
            catalog = put(info, "qti-catalog", {"id": fields.text(each, "id", where)})
            card = put(catalog, "qti-card", {"support": fields.text(each, "support", where)})
            fill(put(card, "qti-html-content"), fields.text(each, "content", where), f"{where}content")
    return root


def _body(data: Mapping[str, Any]) -> str:
    content = data.get("content")
    if isinstance(content, str):
        return content
    # A tree has no order of text and elements; the XML that came with it has.
    raw = data.get("rawXml")
    if isinstance(raw, str):
        root = parse(raw)
        body = first(root, "qti-stimulus-body")
        if body is not None:
            return inner(body)
    raise QTIError("content must be markup as a text; a tree is read only together with rawXml")


_TYPES: dict[Kind, type[m.Document]] = {"item": m.AssessmentItem, "test": m.AssessmentTest, "stimulus": m.Stimulus}
_BUILDERS: dict[Kind, Callable[[Mapping[str, Any]], etree._Element]] = {
    "item": item_element,
    "test": _test,
    "stimulus": _stimulus,
}
