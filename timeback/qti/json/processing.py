"""Conversion of response processing between rules and the JSON of the platform.

The JSON names a template, a response, an outcome, and the values of the outcome for correct and incorrect responses.
"""

from __future__ import annotations

from typing import Any

from lxml import etree

from timeback.qti import model as m
from timeback.qti.model import Node
from timeback.qti.processing.conversion import parse_member
from timeback.qti.vocabulary import MAP_RESPONSE, MATCH_CORRECT, NAMESPACE, TEMPLATES, template_name


def processing_to_json(item: m.AssessmentItem) -> dict[str, Any] | None:
    """Return the JSON of the response processing of an item, or None if JSON cannot represent it."""
    processing = item.response_processing
    if processing is None or not processing.template:
        return None
    name = template_name(processing.template)
    if name not in (MATCH_CORRECT, MAP_RESPONSE):
        return None
    fields: dict[str, Any] = {
        "templateType": name,
        "responseDeclarationIdentifier": "RESPONSE",
        "outcomeIdentifier": "SCORE",
        "correctResponseIdentifier": "1",
        "incorrectResponseIdentifier": "0",
    }
    if not processing.rules:
        return fields
    inline_feedback = _inline_feedback(processing.rules)
    response, outcome = _response(processing.rules), _outcome(processing.rules)
    if response is None:
        return None
    fields["responseDeclarationIdentifier"] = response
    if outcome is not None:
        fields |= dict(
            zip(("outcomeIdentifier", "correctResponseIdentifier", "incorrectResponseIdentifier"), outcome, strict=True)
        )
    if inline_feedback is not None:
        fields["inlineFeedback"] = inline_feedback
    return fields


def _response(rules: tuple[Node, ...]) -> str | None:
    names = ("qti-correct", "qti-map-response")
    found = (node.attributes.get("identifier") for rule in rules for node in rule.walk() if node.name in names)
    return next(found, None)


def _literals(branch: Node) -> dict[str, str]:
    return {
        rule.attributes.get("identifier", ""): rule.children[0].text.strip()
        for rule in branch.children
        if rule.name == "qti-set-outcome-value" and rule.children and rule.children[0].name == "qti-base-value"
    }


def _outcome(rules: tuple[Node, ...]) -> tuple[str, str, str] | None:
    """Return the outcome that both branches of a condition set to a literal. SCORE is the last choice."""
    found = []
    for rule in rules:
        if rule.name != "qti-response-condition" or len(rule.children) != 2:
            continue
        yes, no = map(_literals, rule.children)
        found += [(name, yes[name], no[name]) for name in yes if name in no]
    return min(found, key=lambda each: each[0] == "SCORE", default=None)


def _inline_feedback(rules: tuple[Node, ...]) -> dict[str, str] | None:
    for rule in rules:
        if rule.name == "qti-set-outcome-value" and len(rule.children) == 1 and rule.children[0].name == "qti-variable":
            return {
                "outcomeIdentifier": rule.attributes.get("identifier", ""),
                "variableIdentifier": rule.children[0].attributes.get("identifier", ""),
            }
    return None


def processing_from_json(
    fields: dict[str, str],
    outcomes: dict[str, str],
    *,
    mapped: bool,
    inline_feedback: tuple[str, str] | None,
) -> etree._Element:
    """Build ``qti-response-processing``. It contains rules, because templates only support RESPONSE and SCORE.

    Args:
        fields: the fields of the JSON.
        outcomes: base type of each declared outcome.
        mapped: whether the response has a mapping. Without one, map_response scores like match_correct.
        inline_feedback: outcome and variable of inlineFeedback.
    """
    template, response = fields["templateType"], fields["responseDeclarationIdentifier"]
    outcome = fields["outcomeIdentifier"]
    kind = outcomes.get(outcome, "float" if outcome == "SCORE" else "identifier")
    yes = _fitting(fields["correctResponseIdentifier"], kind, "1")
    no = _fitting(fields["incorrectResponseIdentifier"], kind, "0")
    root = _element("response-processing", template=f"{TEMPLATES}{template}.xml")
    if inline_feedback is not None:
        rule = _add(root, "set-outcome-value", identifier=inline_feedback[0])
        _add(rule, "variable", identifier=inline_feedback[1])
    by_map = template == MAP_RESPONSE and mapped
    if by_map:
        first, otherwise = _condition(root)
        _add(_add(first, "is-null"), "variable", identifier=response)
        _literal(first, "SCORE", outcomes.get("SCORE", "float"), "0")
        rule = _add(otherwise, "set-outcome-value", identifier="SCORE")
        _add(rule, "map-response", identifier=response)
        if outcome == "SCORE":
            return root
    first, otherwise = _condition(root)
    if by_map:
        test = _add(first, "gt")
        _add(test, "variable", identifier="SCORE")
        _add(test, "base-value", base_type="float").text = "0"
    else:
        test = _add(first, "match")
        _add(test, "variable", identifier=response)
        _add(test, "correct", identifier=response)
        if outcome != "SCORE":
            _literal(first, "SCORE", outcomes.get("SCORE", "float"), "1")
            _literal(otherwise, "SCORE", outcomes.get("SCORE", "float"), "0")
    _literal(first, outcome, kind, yes)
    _literal(otherwise, outcome, kind, no)
    return root


def _fitting(text: str, base_type: str, instead: str) -> str:
    """Return the text if the outcome can hold it. Some authors write ``correct`` for a numeric outcome."""
    try:
        return text if parse_member(text, base_type) is not None else instead
    except (ValueError, KeyError):
        return instead


def _element(name: str, **attributes: str) -> etree._Element:
    named = {key.replace("_", "-"): value for key, value in attributes.items()}
    return etree.Element(f"{{{NAMESPACE}}}qti-{name}", named)


def _add(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
    child = _element(name, **attributes)
    parent.append(child)
    return child


def _condition(root: etree._Element) -> tuple[etree._Element, etree._Element]:
    condition = _add(root, "response-condition")
    return _add(condition, "response-if"), _add(condition, "response-else")


def _literal(branch: etree._Element, identifier: str, base_type: str, text: str) -> None:
    rule = _add(branch, "set-outcome-value", identifier=identifier)
    _add(rule, "base-value", base_type=base_type).text = text
