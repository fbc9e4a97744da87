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
from timeback.qti.processing.patterns import check_pattern
from timeback.qti.processing.response_templates import TEMPLATES
from timeback.qti.validation.elements import Finding
from timeback.qti.validation.names import Names, name_problems, names_of
from timeback.qti.vocabulary import template_name

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
_USES_OUTCOME: Final = frozenset({"qti-set-outcome-value", "qti-variable"})


def processing_problems(item: m.AssessmentItem) -> Iterator[Finding]:
    """Yield the problems of response processing and template processing."""
    for processing in (item.template_processing, item.response_processing):
        if processing is None:
            continue
        names = names_of(item, in_template=processing is item.template_processing)
        if processing.template and not processing.rules:
            yield from _template(item, template_name(processing.template))
        for rule in processing.rules:
            yield from _rule(names, rule)


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
    nodes = [each for rule in TEMPLATES[name] for each in rule.walk() if each.name in _USES_OUTCOME]
    needed = [each.attributes["identifier"] for each in nodes if each.attributes["identifier"] != "RESPONSE"]
    for identifier in dict.fromkeys(needed):
        if item.outcome(identifier) is None:
            yield None, "template", f"the template {name} needs an outcome declaration {identifier}"


def _rule(names: Names, rule: Node) -> Iterator[Finding]:
    if rule.name not in _RULES:
        shown = rule.name if rule.name.startswith("qti-") else "this element"
        yield rule.line, "operator", f"{shown} is not a known rule"
        return
    yield from name_problems(rule, names)
    if rule.name.endswith("-condition"):
        for branch in rule.children:
            yield from _branch(names, branch)
    elif rule.name in _WITH_ONE_EXPRESSION:
        if len(rule.children) != 1:
            yield rule.line, "operands", f"{rule.name} must have one expression, has {len(rule.children)}"
        for child in rule.children:
            yield from _expression(names, child)
    else:
        for child in rule.children:
            yield from _rule(names, child)


def _branch(names: Names, branch: Node) -> Iterator[Finding]:
    if branch.name not in _BRANCHES:
        yield branch.line, "operator", "a condition must contain only if, else-if and else"
        return
    rules = branch.children
    if not branch.name.endswith("-else"):
        if not rules:
            yield branch.line, "operands", f"{branch.name} must have an expression"
            return
        yield from _expression(names, rules[0])
        rules = rules[1:]
    for rule in rules:
        yield from _rule(names, rule)


def _expression(names: Names, node: Node) -> Iterator[Finding]:
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
    for attribute, values in operator.allowed.items():
        if node.attributes.get(attribute, values[0]).strip() not in values:
            yield node.line, "attribute-value", f"{attribute} of {node.name} must be one of {', '.join(values)}"
    yield from name_problems(node, names)
    yield from _literals(node)
    for child in node.children:
        yield from _expression(names, child)


def _literals(node: Node) -> Iterator[Finding]:
    attrs = node.attributes
    try:
        if node.name == "qti-base-value":
            parse_member(node.text, attrs.get("base-type", ""))
        elif node.name == "qti-inside":
            parse_coordinates(attrs.get("shape", ""), attrs.get("coords", ""))
        elif node.name == "qti-pattern-match":
            check_pattern(attrs.get("pattern", ""))
    except KeyError:
        yield node.line, "attribute-value", f"the base type of {node.name} is not one of the standard"
    except QTIError as error:
        yield node.line, "attribute-value", f"{node.name}: {error}"
    except ValueError as error:
        yield node.line, "declared-value", f"{node.name} must be {error}"
