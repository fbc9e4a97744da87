"""Execution of response processing and template processing rules.

Source: QTI 3.0 information model, "Response Processing", "Template Processing".
"""

from __future__ import annotations

from typing import Final

from timeback.qti import model as m
from timeback.qti.errors import QTIError, QTIUnsupportedError
from timeback.qti.model import Node
from timeback.qti.processing.context import ProcessingContext
from timeback.qti.processing.conversion import from_python
from timeback.qti.processing.operators import evaluate
from timeback.qti.processing.operators.registry import as_number
from timeback.qti.processing.response_templates import TEMPLATES
from timeback.qti.processing.values import NUMERIC, NullableValue, Value, container, single
from timeback.qti.vocabulary import BUILT_IN_OUTCOMES, template_name

# The standard's limit on restarts of template processing after a failed constraint.
MAX_ROUNDS: Final = 100


class _ExitProcessing(Exception):
    """An exit rule ended the processing."""


class _ConstraintFailed(Exception):
    """A template constraint is not satisfied; template processing restarts."""


def effective_rules(processing: m.Processing | None) -> tuple[Node, ...]:
    """Return the rules in the element, or those of its template if it has no rules.

    Raises:
        QTIUnsupportedError: the template is not one of the standard.
    """
    if processing is None:
        return ()
    if processing.rules or not processing.template:
        return processing.rules
    rules = TEMPLATES.get(template_name(processing.template))
    if rules is None:
        raise QTIUnsupportedError("the response-processing template is not one of the standard")
    return rules


def process_response(context: ProcessingContext) -> None:
    """Run response processing. It sets outcomes of the context."""
    try:
        _run(effective_rules(context.item.response_processing), context)
    except _ExitProcessing:
        pass


def process_template(context: ProcessingContext) -> None:
    """Run template processing. It sets template variables, correct responses and defaults of the context."""
    processing = context.item.template_processing
    if processing is None:
        return
    start = dict(context.templates), dict(context.corrects), dict(context.defaults)
    for _ in range(MAX_ROUNDS):
        context.templates, context.corrects, context.defaults = (dict(each) for each in start)
        try:
            _run(processing.rules, context)
        except _ExitProcessing:
            return
        except _ConstraintFailed:
            continue
        return
    context.templates, context.corrects, context.defaults = start


def _run(rules: tuple[Node, ...], context: ProcessingContext) -> None:
    for rule in rules:
        context.step()
        match rule.name:
            case "qti-response-condition" | "qti-template-condition":
                _condition(rule, context)
            case "qti-response-processing-fragment":
                _run(rule.children, context)
            case "qti-set-outcome-value":
                _assign_outcome(rule, _value(rule, context), context)
            case "qti-lookup-outcome-value":
                _assign_outcome(rule, _look_up(rule, context), context)
            case "qti-exit-response" | "qti-exit-template":
                raise _ExitProcessing
            case "qti-set-template-value" | "qti-set-correct-response" | "qti-set-default-value":
                _assign_template(rule, context)
            case "qti-template-constraint":
                if not _holds(rule, _value(rule, context)):
                    raise _ConstraintFailed
            case name:
                raise QTIUnsupportedError(f"unknown rule {name}", line=rule.line)


def _condition(rule: Node, context: ProcessingContext) -> None:
    for branch in rule.children:
        if branch.name.endswith("-else"):
            return _run(branch.children, context)
        if not branch.children:
            raise QTIError(f"{branch.name} has no expression", line=branch.line)
        if _holds(branch, evaluate(branch.children[0], context)):
            return _run(branch.children[1:], context)
    return None


def _holds(rule: Node, value: NullableValue) -> bool:
    if value is None:
        return False
    if value.cardinality != "single" or value.base_type != "boolean":
        raise QTIError(f"the expression of {rule.name} must be a boolean", line=rule.line)
    return bool(value.one)


def _value(rule: Node, context: ProcessingContext) -> NullableValue:
    if len(rule.children) != 1:
        raise QTIError(f"{rule.name} must have one expression", line=rule.line)
    return evaluate(rule.children[0], context)


def _assign_outcome(rule: Node, value: NullableValue, context: ProcessingContext) -> None:
    identifier = rule.attributes.get("identifier", "")
    if identifier in BUILT_IN_OUTCOMES:
        context.outcomes[identifier] = value
        return
    declaration = context.outcome_declarations.get(identifier)
    if declaration is None:
        raise QTIError(f"no outcome declaration has the identifier {identifier or '(none)'}", line=rule.line)
    context.outcomes[identifier] = coerce(value, declaration, rule.line)


def _assign_template(rule: Node, context: ProcessingContext) -> None:
    identifier = rule.attributes.get("identifier", "")
    value = _value(rule, context)
    item = context.item
    declarations: tuple[m.Declaration, ...] = item.template_declarations
    place = context.templates
    if rule.name == "qti-set-correct-response":
        declarations, place = item.response_declarations, context.corrects
    elif rule.name == "qti-set-default-value":
        declarations, place = (*item.response_declarations, *item.outcome_declarations), context.defaults
    declaration = next((each for each in declarations if each.identifier == identifier), None)
    if declaration is None:
        raise QTIError(f"{rule.name} sets a variable that is not declared", line=rule.line)
    place[identifier] = coerce(value, declaration, rule.line)


def coerce(value: NullableValue, declaration: m.Declaration, line: int | None) -> NullableValue:
    """Convert a value to the type of a variable: integers to floats, a single value to a container.

    Raises:
        QTIError: the value cannot be converted.
    """
    if value is None or (value.cardinality == "record" and declaration.cardinality == "record"):
        return value
    base_type = declaration.base_type
    if value.cardinality != declaration.cardinality and value.cardinality == "record":
        raise _type_mismatch(declaration, line)
    items = value.items
    if value.base_type != base_type:
        items = tuple(_cast(item, str(value.base_type), base_type, declaration, line) for item in items)
    if declaration.cardinality == "single":
        if value.cardinality != "single" or base_type is None:
            raise _type_mismatch(declaration, line)
        return single(base_type, items[0])
    return container(declaration.cardinality, base_type, items)


def _cast(item: object, held: str, wanted: str | None, declaration: m.Declaration, line: int | None) -> object:
    texts = {"string", "identifier", "uri"}
    if held in texts and wanted in texts:
        return item
    if held in NUMERIC and isinstance(item, int | float):
        if wanted in ("float", "duration"):
            return float(item)
        if wanted == "integer" and item == int(item):
            return int(item)
    raise _type_mismatch(declaration, line)


def _type_mismatch(declaration: m.Declaration, line: int | None) -> QTIError:
    kind = f"{declaration.cardinality} {declaration.base_type or ''}".strip()
    return QTIError(f"{declaration.identifier} has the type {kind}, but is set to a value of another type", line=line)


def _look_up(rule: Node, context: ProcessingContext) -> NullableValue:
    identifier = rule.attributes.get("identifier", "")
    declaration = context.outcome_declarations.get(identifier)
    table = declaration.table if declaration is not None else None
    if declaration is None or table is None:
        raise QTIError(f"{identifier or '(none)'} has no lookup table", line=rule.line)
    value = _value(rule, context)
    if value is None:
        return None
    source = _number(value, rule)
    target = table.default_value
    for at, (row, written) in enumerate(table.rows):
        if table.kind == "match":
            found = source == row
        else:
            found = source > row or (source == row and table.include[at])
        if found:
            target = written
            break
    return from_python(target, declaration.cardinality, declaration.base_type, identifier)


def _number(value: Value, rule: Node) -> int | float:
    try:
        return as_number(value)
    except QTIError:
        raise QTIError(f"the expression of {rule.name} must be a number", line=rule.line) from None
