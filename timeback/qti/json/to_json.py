"""From documents to the JSON of the platform: the fields of an item, a test or a stimulus, its XML and its tree."""

from __future__ import annotations

from copy import deepcopy
from typing import Any, Final

from lxml import etree

from timeback.qti import model as m
from timeback.qti.json.processing import processing_view
from timeback.qti.json.tree import tree
from timeback.qti.xml.common import number
from timeback.qti.xml.markup import descendants, elements, first, inner, outer, parse
from timeback.qti.xml.reader import is_interaction
from timeback_runtime.frames import clears_locals

# Interactions whose choices, in their order, say all that there is to them.
PLAIN: Final = frozenset(
    {"choice", "order", "inline-choice", "associate", "match", "text-entry", "extended-text", "slider", "upload"}
)
_OWN: Final = frozenset(
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
    """The JSON view of a document, with ``rawXml`` (unchanged) and ``content`` (the document as a tree).

    An item's JSON has one interaction; what stands before and after the first one is markup in ``preInteraction`` and
    ``postInteraction``, so further interactions are there. What JSON has no field for is in ``rawXml`` alone.
    """
    root = parse(document.source)
    if isinstance(document, m.AssessmentItem):
        view = _item(document, root)
    elif isinstance(document, m.AssessmentTest):
        view = _test(document)
    else:
        view = _stimulus(document, root)
    content = {} if isinstance(document, m.Stimulus) else {"content": tree(root)}
    return {"identifier": document.identifier, "title": document.title, **view, "rawXml": document.xml, **content}


def _present(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}


def _item(item: m.AssessmentItem, root: etree._Element) -> dict[str, Any]:
    body = first(root, "qti-item-body")
    before, after = ("", "") if body is None else around(body)
    main = item.interactions[0] if item.interactions else None
    stimulus = item.stimulus_refs[0] if item.stimulus_refs else None
    modal = [_feedback(each) for each in item.feedback if each.kind == "modal"]
    return {
        **_present(type=None if main is None else main.type),
        "qtiVersion": "3.0",
        "timeDependent": item.time_dependent,
        "adaptive": item.adaptive,
        **_present(
            preInteraction=before.strip(),
            interaction=None if main is None else _interaction(main),
            postInteraction=after.strip(),
            stimulus=None
            if stimulus is None
            else _present(identifier=stimulus.identifier, href=stimulus.href, title=stimulus.title),
            responseDeclarations=[_response(each) for each in item.response_declarations],
            outcomeDeclarations=[_declaration(each) for each in item.outcome_declarations],
            responseProcessing=processing_view(item),
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
    structure = _present(prompt=each.prompt, choices=[_choice(choice) for choice in each.choices])
    if each.targets:
        structure["targets"] = [_choice(choice) for choice in each.targets]
    if each.type not in PLAIN:
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
        **_present(
            attributes={name: _typed(name, value) for name, value in each.attributes.items() if name not in _OWN},
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
        **_present(title=each.title, **{"class": each.attributes.get("class", "").split()}),
    }


def _declaration(each: m.Declaration) -> dict[str, Any]:
    default = {"value": _value(each)} if each.default_value else None
    limits = {}
    if isinstance(each, m.OutcomeDeclaration):
        limits = {"normalMaximum": each.normal_maximum, "normalMinimum": each.normal_minimum}
    return {
        "identifier": each.identifier,
        "cardinality": each.cardinality,
        **_present(baseType=each.base_type, defaultValue=default),
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


def around(body: etree._Element) -> tuple[str, str]:
    """The markup before and after the first interaction; an element around it is there on both sides.

    Rubrics directly in the body are left out, since JSON has them elsewhere.
    """
    sides = []
    for after in (False, True):
        copy: etree._Element = deepcopy(body)
        for rubric in list(elements(copy, "qti-rubric-block")):
            copy.remove(rubric)
        here = next((node for node in descendants(copy) if is_interaction(node)), None)
        if here is None:
            return inner(copy), ""
        _cut(here, copy, after=after)
        sides.append(inner(copy))
    return sides[0], sides[1]


def _cut(here: etree._Element, body: etree._Element, *, after: bool) -> None:
    """Take out an element and everything on one side of it, up to the body."""
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
        **_present(
            toolName=test.tool_name,
            toolVersion=test.tool_version,
            timeLimit=_number(limit),
            maxAttempts=_number(only),
        ),
        "qti-test-part": [part_view(each) for each in test.parts],
        **_present(**{"qti-outcome-declaration": [_declaration(each) for each in test.outcome_declarations]}),
    }


def _number(text: str | None) -> int | float | None:
    value = number(text)
    return int(value) if value is not None and value.is_integer() else value


@clears_locals
def part_to_json(test: m.AssessmentTest, identifier: str) -> dict[str, Any] | None:
    """The JSON view of one part of a test, with its own ``rawXml`` and ``content``; None where it is not there."""
    parts = elements(parse(test.source), "qti-test-part")
    for part, node in zip(test.parts, parts, strict=True):
        if part.identifier == identifier:
            return {**part_view(part), "rawXml": outer(node, tail=False), "content": tree(node)}
    return None


def part_view(part: m.TestPart) -> dict[str, Any]:
    """A part of a test in JSON."""
    sections = [each for each in part.sections if isinstance(each, m.Section)]
    return {
        "identifier": part.identifier,
        "navigationMode": part.navigation_mode,
        "submissionMode": part.submission_mode,
        "qti-assessment-section": [section_view(each, at) for at, each in enumerate(sections, 1)],
    }


def section_view(section: m.Section, sequence: int = 1) -> dict[str, Any]:
    """A section in JSON; sections in it stand under ``qti-assessment-section``."""
    refs = [each for each in section.children if isinstance(each, m.ItemRef)]
    nested = [section_view(each, at) for at, each in enumerate(section.sections, 1)]
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
        **_present(**{"qti-assessment-section": nested}),
    }


def _stimulus(stimulus: m.Stimulus, root: etree._Element) -> dict[str, Any]:
    sheet = next(iter(stimulus.stylesheets), None)
    cards = [
        {"id": catalog.get("id") or "", "support": card.get("support") or "", "content": _card(card)}
        for catalog in descendants(root, "qti-catalog")
        for card in elements(catalog, "qti-card")
    ]
    return {
        **_present(
            label=stimulus.label,
            language=stimulus.language,
            stylesheet=None
            if sheet is None
            else {"href": sheet.get("href", ""), "type": sheet.get("type", "text/css")},
            catalogInfo=cards,
            toolName=stimulus.attributes.get("tool-name"),
            toolVersion=stimulus.attributes.get("tool-version"),
        ),
        "content": tree(root),
    }


def _card(card: etree._Element) -> str:
    content = first(card, "qti-html-content")
    return inner(card if content is None else content).strip()
