"""Conversion of documents to the JSON of the platform: fields, XML and tree of an item, a test or a stimulus."""

from __future__ import annotations

from copy import deepcopy
from typing import Any, Final

from lxml import etree

from timeback.qti import model as m
from timeback.qti.json.processing import processing_to_json
from timeback.qti.json.tree import to_tree
from timeback.qti.xml.common import parse_number
from timeback.qti.xml.markup import descendants, elements, first_child, inner_xml, outer_xml, parse
from timeback.qti.xml.reader import is_interaction
from timeback_runtime.frames import clears_locals

# Interactions that their choices describe completely.
_FULLY_STRUCTURED: Final = frozenset(
    {"choice", "order", "inline-choice", "associate", "match", "text-entry", "extended-text", "slider", "upload"}
)
_OWN_ATTRIBUTES: Final = frozenset(
    {
        "response-identifier",
        "shuffle",
        "min-choices",
        "max-choices",
        "max-associations",
    }
)


@clears_locals
def to_json(document: m.AssessmentItem | m.AssessmentTest | m.Stimulus) -> dict[str, Any]:
    """Convert a document to JSON, with ``rawXml`` (the unchanged XML) and ``content`` (the document as a tree).

    The JSON of an item has one interaction. The markup before and after the first interaction is in
    ``preInteraction`` and ``postInteraction``, including further interactions. Content without a field in JSON is only
    in ``rawXml``.
    """
    root = parse(document.source)
    if isinstance(document, m.AssessmentItem):
        view = _item(document, root)
    elif isinstance(document, m.AssessmentTest):
        view = _test(document)
    else:
        view = _stimulus(document, root)
    content = {} if isinstance(document, m.Stimulus) else {"content": to_tree(root)}
    return {"identifier": document.identifier, "title": document.title, **view, "rawXml": document.xml, **content}


def _without_empty(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}


def _item(item: m.AssessmentItem, root: etree._Element) -> dict[str, Any]:
    body = first_child(root, "qti-item-body")
    before, after = ("", "") if body is None else markup_around_interaction(body)
    main = item.interactions[0] if item.interactions else None
    stimulus = item.stimulus_refs[0] if item.stimulus_refs else None
    modal = [_feedback(each) for each in item.feedback if each.kind == "modal"]
    return {
        **_without_empty(type=None if main is None else main.type),
        "qtiVersion": "3.0",
        "timeDependent": item.time_dependent,
        "adaptive": item.adaptive,
        **_without_empty(
            preInteraction=before.strip(),
            interaction=None if main is None else _interaction(main),
            postInteraction=after.strip(),
            stimulus=None
            if stimulus is None
            else _without_empty(identifier=stimulus.identifier, href=stimulus.href, title=stimulus.title),
            responseDeclarations=[_response(each) for each in item.response_declarations],
            outcomeDeclarations=[_declaration(each) for each in item.outcome_declarations],
            responseProcessing=processing_to_json(item),
            modalFeedback=[{**each, "title": each.get("title", "")} for each in modal],
            feedbackInline=[_feedback(each) for each in item.feedback if each.kind == "inline"],
            feedbackBlock=[_feedback(each) for each in item.feedback if each.kind == "block"],
            rubrics=[
                {"use": each.use or "", "view": " ".join(each.view), "body": each.content}
                for each in item.rubric_blocks
            ],
        ),
    }


def _interaction(each: m.Interaction) -> dict[str, Any]:
    associations = "max-associations" in each.attributes
    structure = _without_empty(prompt=each.prompt, choices=[_choice(choice) for choice in each.choices])
    if each.targets:
        structure["targets"] = [_choice(choice) for choice in each.targets]
    if each.type not in _FULLY_STRUCTURED:
        structure["markup"] = each.markup
    return {
        "type": each.type,
        "responseIdentifier": each.response_identifier,
        **({"shuffle": each.shuffle} if "shuffle" in each.attributes else {}),
        **(
            {} if each.min_choices is None or "min-choices" not in each.attributes else {"minChoices": each.min_choices}
        ),
        **({} if each.max_choices is None or associations else {"maxChoices": each.max_choices}),
        **({"maxAssociations": each.max_choices} if associations and each.max_choices is not None else {}),
        **_without_empty(
            attributes={
                name: _typed(name, value) for name, value in each.attributes.items() if name not in _OWN_ATTRIBUTES
            },
            questionStructure=structure,
        ),
    }


def _typed(name: str, value: str) -> Any:
    return int(value) if name == "expected-length" and value.isdecimal() and len(value) < 18 else value


def _choice(choice: m.Choice) -> dict[str, Any]:
    found: dict[str, Any] = {"identifier": choice.identifier, "content": choice.content.strip()}
    attributes = {name: value for name, value in choice.attributes.items() if name != "identifier"}
    if attributes:
        found["attributes"] = attributes
    if choice.feedback:
        found["feedbackInline"] = choice.feedback[0].content
        found["feedbackOutcomeIdentifier"] = choice.feedback[0].outcome_identifier
    return found


def _feedback(each: m.Feedback) -> dict[str, Any]:
    return {
        "outcomeIdentifier": each.outcome_identifier,
        "identifier": each.identifier,
        "showHide": "hide" if each.show_hide == "hide" else "show",
        "content": each.content.strip(),
        **_without_empty(title=each.title, **{"class": each.attributes.get("class", "").split()}),
    }


def _declaration(each: m.Declaration) -> dict[str, Any]:
    default = {"value": _value(each)} if each.default_value else None
    limits = {}
    if isinstance(each, m.OutcomeDeclaration):
        limits = {"normalMaximum": each.normal_maximum, "normalMinimum": each.normal_minimum}
    return {
        "identifier": each.identifier,
        "cardinality": each.cardinality,
        **_without_empty(baseType=each.base_type, defaultValue=default),
        **{name: value for name, value in limits.items() if value is not None},
    }


def _value(each: m.Declaration) -> str | list[str]:
    texts = [value.text.strip() for value in each.default_value or ()]
    return texts[0] if each.cardinality == "single" and texts else texts


def _response(each: m.ResponseDeclaration) -> dict[str, Any]:
    found = {
        **_declaration(each),
        "correctResponse": {"value": [value.text.strip() for value in each.correct_response or ()]},
    }
    for name, mapping in (("mapping", each.mapping), ("areaMapping", each.area_mapping)):
        if mapping is None:
            continue
        limits = {"lowerBound": mapping.lower_bound, "upperBound": mapping.upper_bound}
        found[name] = {
            "defaultValue": mapping.default_value,
            **{key: value for key, value in limits.items() if value is not None},
            "entries": [_entry(entry) for entry in mapping.entries],
        }
    return found


def _entry(entry: m.MapEntry | m.AreaMapEntry) -> dict[str, Any]:
    if isinstance(entry, m.AreaMapEntry):
        return {"shape": entry.shape, "coords": entry.coords, "mappedValue": entry.value}
    return {"mapKey": entry.key, "mappedValue": entry.value, "caseSensitive": entry.case_sensitive}


def markup_around_interaction(body: etree._Element) -> tuple[str, str]:
    """Return the markup before and after the first interaction. An element around it occurs on both sides.

    Rubrics directly in the body are left out, because JSON has a field for them.
    """
    sides = []
    for after in (False, True):
        copy: etree._Element = deepcopy(body)
        for rubric in list(elements(copy, "qti-rubric-block")):
            copy.remove(rubric)
        here = next((node for node in descendants(copy) if is_interaction(node)), None)
        if here is None:
            return inner_xml(copy), ""
        _cut(here, copy, after=after)
        sides.append(inner_xml(copy))
    return sides[0], sides[1]


def _cut(here: etree._Element, body: etree._Element, *, after: bool) -> None:
    """Remove an element and everything on one side of it, up to the body."""
    node, inside = here, False
    while node is not body:
        parent = node.getparent()
        if parent is None:
            return
        at = parent.index(node)
        kept = inside and _holds_something(node)
        if after:
            tail = node.tail
            for sibling in list(parent)[: at if kept else at + 1]:
                parent.remove(sibling)
            parent.text = None if kept else tail
        else:
            for sibling in list(parent)[at + 1 :]:
                parent.remove(sibling)
            node.tail = None
            if not kept:
                parent.remove(node)
        node, inside = parent, True


def _holds_something(node: etree._Element) -> bool:
    return len(node) > 0 or bool((node.text or "").strip())


def _test(test: m.AssessmentTest) -> dict[str, Any]:
    limit = test.time_limits.get("max-time")
    attempts = {part.session_control.get("max-attempts") for part in test.parts}
    (only,) = attempts if len(attempts) == 1 else (None,)
    return {
        "qtiVersion": "3.0",
        **_without_empty(
            toolName=test.tool_name,
            toolVersion=test.tool_version,
            timeLimit=_number(limit),
            maxAttempts=_number(only),
        ),
        "qti-test-part": [_part(each) for each in test.parts],
        **_without_empty(**{"qti-outcome-declaration": [_declaration(each) for each in test.outcome_declarations]}),
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
        **_without_empty(**{"qti-assessment-section": nested}),
    }


def _stimulus(stimulus: m.Stimulus, root: etree._Element) -> dict[str, Any]:
    sheet = next(iter(stimulus.stylesheets), None)
    cards = [
        {"id": catalog.get("id") or "", "support": card.get("support") or "", "content": _card(card)}
        for catalog in descendants(root, "qti-catalog")
        for card in elements(catalog, "qti-card")
    ]
    return {
        **_without_empty(
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
