"""Conversion of documents to the JSON of the platform: fields, XML and tree of an item, a test or a stimulus."""

from __future__ import annotations

from typing import Any

from lxml import etree

from timeback.qti import model as m
from timeback.qti.json.declarations import declaration_to_json
from timeback.qti.json.fields import without_empty
from timeback.qti.json.item_to_json import item_to_json
from timeback.qti.json.tree import to_tree
from timeback.qti.xml.common import parse_number
from timeback.qti.xml.markup import descendants, elements, first_child, inner_xml, outer_xml, parse
from timeback_runtime.frames import clears_locals


@clears_locals
def to_json(document: m.AssessmentItem | m.AssessmentTest | m.Stimulus) -> dict[str, Any]:
    """Convert a document to JSON, with ``rawXml`` (the unchanged XML) and ``content`` (the document as a tree).

    The JSON of an item has one interaction. The markup before and after the first interaction is in
    ``preInteraction`` and ``postInteraction``, including further interactions. Content without a field in JSON is only
    in ``rawXml``.
    """
    root = parse(document.source)
    if isinstance(document, m.AssessmentItem):
        view = item_to_json(document, root)
    elif isinstance(document, m.AssessmentTest):
        view = _test(document)
    else:
        view = _stimulus(document, root)
    content = {} if isinstance(document, m.Stimulus) else {"content": to_tree(root)}
    return {"identifier": document.identifier, "title": document.title, **view, "rawXml": document.xml, **content}


def _test(test: m.AssessmentTest) -> dict[str, Any]:
    limit = test.time_limits.get("max-time")
    attempts = {part.session_control.get("max-attempts") for part in test.parts}
    (only,) = attempts if len(attempts) == 1 else (None,)
    return {
        "qtiVersion": "3.0",
        **without_empty(
            toolName=test.tool_name,
            toolVersion=test.tool_version,
            timeLimit=_number(limit),
            maxAttempts=_number(only),
        ),
        "qti-test-part": [_part(each) for each in test.parts],
        **without_empty(
            **{"qti-outcome-declaration": [declaration_to_json(each) for each in test.outcome_declarations]}
        ),
    }


def _number(text: str | None) -> int | float | None:
    value = parse_number(text)
    return int(value) if value is not None and value.is_integer() else value


@clears_locals
def part_to_json(test: m.AssessmentTest, identifier: str) -> dict[str, Any] | None:
    """Convert one part of a test to JSON, with its own ``rawXml`` and ``content``. None if there is no such part."""
    parts = elements(parse(test.source), "qti-test-part")
    for part, node in zip(test.parts, parts, strict=True):
        if part.identifier == identifier:
            return {**_part(part), "rawXml": outer_xml(node, tail=False), "content": to_tree(node)}
    return None


def _part(part: m.TestPart) -> dict[str, Any]:
    """Convert a part of a test to JSON."""
    sections = [each for each in part.sections if isinstance(each, m.Section)]
    return {
        "identifier": part.identifier,
        "navigationMode": part.navigation_mode,
        "submissionMode": part.submission_mode,
        "qti-assessment-section": [_section(each, at) for at, each in enumerate(sections, 1)],
    }


def _section(section: m.Section, sequence: int = 1) -> dict[str, Any]:
    """Convert a section to JSON. Nested sections are in ``qti-assessment-section``."""
    refs = [each for each in section.children if isinstance(each, m.ItemRef)]
    nested = [_section(each, at) for at, each in enumerate(section.sections, 1)]
    return {
        "identifier": section.identifier,
        "title": section.title,
        "visible": section.visible,
        "required": section.required,
        "fixed": section.fixed,
        "sequence": sequence,
        "qti-assessment-item-ref": [
            {"identifier": each.identifier, "href": each.href, "sequence": at} for at, each in enumerate(refs, 1)
        ],
        **without_empty(**{"qti-assessment-section": nested}),
    }


def _stimulus(stimulus: m.Stimulus, root: etree._Element) -> dict[str, Any]:
    sheet = next(iter(stimulus.stylesheets), None)
    cards = [
        {"id": catalog.get("id") or "", "support": card.get("support") or "", "content": _card(card)}
        for catalog in descendants(root, "qti-catalog")
        for card in elements(catalog, "qti-card")
    ]
    return {
        **without_empty(
            label=stimulus.label,
            language=stimulus.language,
            stylesheet=None
            if sheet is None
            else {"href": sheet.get("href", ""), "type": sheet.get("type", "text/css")},
            catalogInfo=cards,
            toolName=stimulus.attributes.get("tool-name"),
            toolVersion=stimulus.attributes.get("tool-version"),
        ),
        "content": to_tree(root),
    }


def _card(card: etree._Element) -> str:
    content = first_child(card, "qti-html-content")
    return inner_xml(card if content is None else content).strip()
