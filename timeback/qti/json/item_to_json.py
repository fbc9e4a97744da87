"""Conversion of an item to JSON."""

from __future__ import annotations

from copy import deepcopy
from typing import Any, Final

from lxml import etree

from timeback.qti import model as m
from timeback.qti.json.declarations import declaration_to_json, response_to_json
from timeback.qti.json.fields import without_empty
from timeback.qti.json.processing import processing_to_json
from timeback.qti.xml.markup import descendants, elements, first_child, inner_xml
from timeback.qti.xml.reader import is_interaction

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


def item_to_json(item: m.AssessmentItem, root: etree._Element) -> dict[str, Any]:
    """Convert the fields of an item to JSON, without its XML and tree."""
    body = first_child(root, "qti-item-body")
    before, after = ("", "") if body is None else markup_around_interaction(body)
    main = item.interactions[0] if item.interactions else None
    stimulus = item.stimulus_refs[0] if item.stimulus_refs else None
    modal = [_feedback(each) for each in item.feedback if each.kind == "modal"]
    return {
        **without_empty(type=None if main is None else main.type),
        "qtiVersion": "3.0",
        "timeDependent": item.time_dependent,
        "adaptive": item.adaptive,
        **without_empty(
            preInteraction=before.strip(),
            interaction=None if main is None else _interaction(main),
            postInteraction=after.strip(),
            stimulus=None
            if stimulus is None
            else without_empty(identifier=stimulus.identifier, href=stimulus.href, title=stimulus.title),
            responseDeclarations=[response_to_json(each) for each in item.response_declarations],
            outcomeDeclarations=[declaration_to_json(each) for each in item.outcome_declarations],
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
    structure = without_empty(prompt=each.prompt, choices=[_choice(choice) for choice in each.choices])
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
        **without_empty(
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
        **without_empty(title=each.title, **{"class": each.attributes.get("class", "").split()}),
    }


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
