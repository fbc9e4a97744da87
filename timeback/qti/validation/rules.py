"""Rules for response and template processing: known operators, number of operands, declared variables.

Source: QTI 3.0 information model, "Response Processing", "Template Processing", "Expressions".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from timeback.qti import model as m
from timeback.qti.errors import QTIError
from timeback.qti.model import Node
from timeback.qti.processing.areas import parse_coordinates
from timeback.qti.processing.conversion import parse_member
from timeback.qti.processing.operators import OPERATORS
from timeback.qti.processing.patterns import matches
from timeback.qti.processing.response_templates import TEMPLATES
from timeback.qti.validation.elements import Finding
from timeback.qti.vocabulary import BUILT_IN_OUTCOMES, BUILT_IN_RESPONSES, template_name

_BRANCHES: Final = frozenset(
    f"qti-{kind}-{branch}" for kind in ("response", "template") for branch in ("if", "else-if", "else")
)
_RULES: Final = frozenset(
    {
        "qti-response-condition",
        "qti-template-condition",
        "qti-response-processing-fragment",
        "qti-set-outcome-value",
        "qti-lookup-outcome-value",
        "qti-exit-response",
        "qti-exit-template",
        "qti-set-template-value",
        "qti-set-correct-response",
        "qti-set-default-value",
        "qti-template-constraint",
    }
)
_WITH_ONE_EXPRESSION: Final = frozenset(
    name for name in _RULES if "-set-" in name or "-lookup-" in name or "-constraint" in name
)
_NAMES_OUTCOME: Final = frozenset({"qti-set-outcome-value", "qti-lookup-outcome-value"})
_NAMES_RESPONSE: Final = frozenset(
    {"qti-correct", "qti-map-response", "qti-map-response-point", "qti-set-correct-response"}
)


def processing_problems(item: m.AssessmentItem) -> Iterator[Finding]:
    """Yield the problems of response processing and template processing."""
    for processing in (item.template_processing, item.response_processing):
        if processing is None:
            continue
        if processing.template and not processing.rules:
            yield from _template(item, template_name(processing.template))
        for rule in processing.rules:
            yield from _rule(item, rule)


def _template(item: m.AssessmentItem, name: str) -> Iterator[Finding]:
    if name not in TEMPLATES:
        yield None, "template", "the response-processing template is not one of the standard"
        return
    response = item.response("RESPONSE")
    if response is None:
        yield None, "template", f"the template {name} needs a response declaration RESPONSE"
    elif name.endswith("map_response") and response.mapping is None:
        yield response.line, "template", f"the template {name} needs a mapping of RESPONSE"
    elif name == "map_response_point" and response.area_mapping is None:
        yield response.line, "template", f"the template {name} needs an area mapping of RESPONSE"
    elif "match" in name and response.correct_response is None and item.template_processing is None:
        yield response.line, "template", f"the template {name} needs a correct response of RESPONSE"
    needed = [each.attributes["identifier"] for rule in TEMPLATES[name] for each in rule.walk() if _sets_outcome(each)]
    for identifier in dict.fromkeys(needed):
        if item.outcome(identifier) is None:
            yield None, "template", f"the template {name} needs an outcome declaration {identifier}"


def _sets_outcome(node: Node) -> bool:
    return node.name == "qti-set-outcome-value"


def _rule(item: m.AssessmentItem, rule: Node) -> Iterator[Finding]:
    if rule.name not in _RULES:
        shown = rule.name if rule.name.startswith("qti-") else "this element"
        yield rule.line, "operator", f"{shown} is not a known rule"
        return
    yield from _reference(item, rule)
    if rule.name.endswith("-condition"):
        for branch in rule.children:
            yield from _branch(item, branch)
    elif rule.name in _WITH_ONE_EXPRESSION:
        if len(rule.children) != 1:
            yield rule.line, "operands", f"{rule.name} must have one expression, has {len(rule.children)}"
        for child in rule.children:
            yield from _expression(item, child)
    else:
        for child in rule.children:
            yield from _rule(item, child)


def _branch(item: m.AssessmentItem, branch: Node) -> Iterator[Finding]:
    if branch.name not in _BRANCHES:
        yield branch.line, "operator", "a condition must contain only if, else-if and else"
        return
    rules = branch.children
    if not branch.name.endswith("-else"):
        if not rules:
            yield branch.line, "operands", f"{branch.name} must have an expression"
            return
        yield from _expression(item, rules[0])
        rules = rules[1:]
    for rule in rules:
        yield from _rule(item, rule)


def _expression(item: m.AssessmentItem, node: Node) -> Iterator[Finding]:
    operator = OPERATORS.get(node.name)
    if operator is None:
        shown = node.name if node.name.startswith("qti-") else "this element"
        yield node.line, "operator", f"{shown} is not a known expression"
        return
    if not operator.accepts(len(node.children)):
        wanted = (
            str(operator.min_operands)
            if operator.min_operands == operator.max_operands
            else f"at least {operator.min_operands}"
        )
        yield node.line, "operands", f"{node.name} must have {wanted} operands, has {len(node.children)}"
    for attribute in operator.required:
        if attribute not in node.attributes:
            yield node.line, "required-attribute", f"{node.name} must have the attribute {attribute}"
    yield from _reference(item, node)
    yield from _literals(node)
    for child in node.children:
        yield from _expression(item, child)


def _literals(node: Node) -> Iterator[Finding]:
    attrs = node.attributes
    try:
        if node.name == "qti-base-value":
            parse_member(node.text, attrs.get("base-type", ""))
        elif node.name == "qti-inside":
            parse_coordinates(attrs.get("shape", ""), attrs.get("coords", ""))
        elif node.name == "qti-pattern-match":
            matches(attrs.get("pattern", ""), "")
    except KeyError:
        yield node.line, "attribute-value", f"the base type of {node.name} is not one of the standard"
    except QTIError as error:
        yield node.line, "attribute-value", f"{node.name}: {error}"
    except ValueError as error:
        yield node.line, "declared-value", f"{node.name} must be {error}"


def _reference(item: m.AssessmentItem, node: Node) -> Iterator[Finding]:
    identifier = node.attributes.get("identifier")
    if identifier is None:
        if node.name in _NAMES_OUTCOME or node.name == "qti-set-template-value":
            yield node.line, "required-attribute", f"{node.name} must have the attribute identifier"
        return
    outcomes = {each.identifier for each in item.outcome_declarations}.union(BUILT_IN_OUTCOMES)
    responses = {each.identifier for each in item.response_declarations}
    templates = {each.identifier for each in item.template_declarations}
    if node.name in _NAMES_OUTCOME:
        known = outcomes
    elif node.name in _NAMES_RESPONSE:
        known = responses
    elif node.name == "qti-set-template-value":
        known = templates
    elif node.name in ("qti-variable", "qti-default", "qti-set-default-value"):
        known = outcomes.union(responses, templates, BUILT_IN_RESPONSES)
    else:
        return
    if identifier not in known:
        yield node.line, "variable-declared", f"{node.name} names {identifier}, which is not declared"
