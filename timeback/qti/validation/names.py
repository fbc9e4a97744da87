"""Rules for names: a variable that a rule, an expression or the body reads or sets is declared, and has a value there.

Source: QTI 3.0 information model, "Response Processing", "Template Processing", "PrintedVariable".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from attrs import frozen
from lxml import etree

from timeback.qti import model as m
from timeback.qti.model import Node
from timeback.qti.processing.operators import OPERATORS
from timeback.qti.validation.elements import Finding
from timeback.qti.vocabulary import BUILT_IN_OUTCOMES, BUILT_IN_RESPONSES
from timeback.qti.xml.common import parse_number
from timeback.qti.xml.markup import descendants, line_of, tag

_SETS_VARIABLE: Final = frozenset(
    {
        "qti-set-outcome-value",
        "qti-lookup-outcome-value",
        "qti-set-template-value",
        "qti-set-correct-response",
        "qti-set-default-value",
    }
)
_PLACES: Final = frozenset({"qti-test-part", "qti-assessment-section", "qti-assessment-item-ref"})
_READS_ITEM: Final = frozenset({"qti-variable", "qti-correct", "qti-default"})
_USES_TEST_OUTCOME: Final = _READS_ITEM | {"qti-set-outcome-value", "qti-lookup-outcome-value", "qti-test-feedback"}


@frozen
class Names:
    """The variables of an item, by what may be done with them in one kind of processing.

    Attributes:
        readable: the variables that have a value. In template processing these are only the template variables, since
            it runs before the candidate responds.
    """

    item: m.AssessmentItem
    outcomes: frozenset[str]
    responses: frozenset[str]
    templates: frozenset[str]
    readable: frozenset[str]

    @property
    def declared(self) -> frozenset[str]:
        """All variables of the item, without built-in ones."""
        return self.outcomes | self.responses | self.templates

    def known_to(self, node: Node) -> frozenset[str] | None:
        """The names that a rule or an expression may use; None if it uses none."""
        match node.name:
            case "qti-variable":
                return self.readable
            case "qti-default":
                return self.declared | self.readable
            case "qti-correct" | "qti-map-response" | "qti-map-response-point" | "qti-set-correct-response":
                return self.responses
            case "qti-set-outcome-value":
                return self.outcomes.union(BUILT_IN_OUTCOMES)
            case "qti-lookup-outcome-value":
                return self.outcomes
            case "qti-set-template-value":
                return self.templates
            case "qti-set-default-value":
                return self.outcomes | self.responses
        return None


def names_of(item: m.AssessmentItem, *, in_template: bool) -> Names:
    """The names for template processing or for response processing."""
    outcomes = frozenset(each.identifier for each in item.outcome_declarations)
    responses = frozenset(each.identifier for each in item.response_declarations)
    templates = frozenset(each.identifier for each in item.template_declarations)
    readable = templates.union(BUILT_IN_OUTCOMES)
    if not in_template:
        readable = readable.union(outcomes, responses, BUILT_IN_RESPONSES)
    return Names(item, outcomes, responses, templates, readable)


def name_problems(node: Node, names: Names) -> Iterator[Finding]:
    """Yield the problems of the names in a rule or an expression, without those in its children."""
    yield from _numbers(node, names)
    identifier = node.attributes.get("identifier")
    if identifier is None:
        if node.name in _SETS_VARIABLE:
            yield node.line, "required-attribute", f"{node.name} must have the attribute identifier"
        return
    known = names.known_to(node)
    if known is None:
        return
    if identifier not in known:
        yield node.line, "variable-declared", f"{node.name} names {identifier}, {_reason(identifier, names)}"
        return
    response, outcome = names.item.response(identifier), names.item.outcome(identifier)
    if node.name == "qti-map-response" and response is not None and response.mapping is None:
        yield node.line, "variable-declared", f"{node.name} names {identifier}, which has no qti-mapping"
    elif node.name == "qti-map-response-point" and response is not None and response.area_mapping is None:
        yield node.line, "variable-declared", f"{node.name} names {identifier}, which has no qti-area-mapping"
    elif node.name == "qti-lookup-outcome-value" and outcome is not None and outcome.table is None:
        yield node.line, "variable-declared", f"{node.name} names {identifier}, which has no lookup table"


def _reason(identifier: str, names: Names) -> str:
    if identifier in names.declared.union(BUILT_IN_RESPONSES, BUILT_IN_OUTCOMES):
        return "which cannot be used there"
    return "which is not declared"


def _numbers(node: Node, names: Names) -> Iterator[Finding]:
    """Yield the problems of attributes that hold a number or the name of a variable."""
    operator = OPERATORS.get(node.name)
    for attribute in operator.numbers if operator is not None else ():
        mode = node.attributes.get("tolerance-mode", "exact").strip()
        if attribute == "tolerance" and mode not in ("absolute", "relative"):
            continue
        written = node.attributes.get(attribute)
        if written is None and attribute != "tolerance":
            # It has a default, or is reported as a required attribute.
            continue
        words = (written or "").split()
        if not words:
            yield node.line, "required-attribute", f"{node.name} must have a value for the attribute {attribute}"
        for word in words:
            name = word.strip("{}")
            if parse_number(word) is None and name not in names.readable:
                text = f"{attribute} of {node.name} names {name}, {_reason(name, names)}"
                yield node.line, "variable-declared", text


def body_name_problems(root: etree._Element, item: m.AssessmentItem) -> Iterator[Finding]:
    """Yield the names of undeclared variables that the body prints, or on which it depends."""
    names = names_of(item, in_template=False)
    for node in descendants(root):
        if tag(node) == "qti-printed-variable":
            printed = node.get("identifier")
            if printed is not None and printed not in names.readable:
                yield line_of(node), "variable-declared", f"qti-printed-variable names {printed}, which is not declared"
        template = node.get("template-identifier")
        if template is not None and template not in names.templates:
            text = f"template-identifier of {tag(node)} names {template}, which is not declared"
            yield line_of(node), "variable-declared", text


def outcome_name_problems(root: etree._Element, test: m.AssessmentTest) -> Iterator[Finding]:
    """Yield the names of undeclared outcomes in the rules, conditions and feedback of a test."""
    outcomes = {each.identifier for each in test.outcome_declarations}
    places = {node.get("identifier", "") for node in descendants(root, *_PLACES)}
    # The sections of another document are not known here.
    are_places_known = next(descendants(root, "qti-assessment-section-ref"), None) is None
    for node in descendants(root, *_USES_TEST_OUTCOME):
        name = node.get("outcome-identifier" if tag(node) == "qti-test-feedback" else "identifier")
        if name is None or name in outcomes:
            continue
        if tag(node) in _READS_ITEM:
            # ITEM.SCORE is an outcome of an item, and PART.duration a built-in variable.
            dots = [at for at, character in enumerate(name) if character == "."]
            if name == "duration" or (dots and not are_places_known) or any(name[:at] in places for at in dots):
                continue
        yield line_of(node), "variable-declared", f"{tag(node)} names {name}, which is not declared"
