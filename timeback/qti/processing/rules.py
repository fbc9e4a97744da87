"""Rules: response processing with its templates, and template processing.

Source: QTI 3.0 information model, "Response Processing", "Template Processing"; the template files of 1EdTech.
"""

from __future__ import annotations

from typing import Final

from timeback.qti import model as m
from timeback.qti.errors import QTIError, QTIUnsupportedError
from timeback.qti.model import Node
from timeback.qti.processing.context import Context
from timeback.qti.processing.operators import evaluate
from timeback.qti.processing.operators.registry import numeric
from timeback.qti.processing.values import NUMERIC, Maybe, Value, container, convert, single
from timeback.qti.vocabulary import BUILT_IN_OUTCOMES, template_name

# How often template processing starts again because a constraint does not hold, after the standard's own number.
MAX_ROUNDS: Final = 100


class _Exit(Exception):
    """A rule ended the processing."""


class _Again(Exception):
    """A template constraint does not hold."""


def _node(name: str, *children: Node, text: str = "", **attributes: str) -> Node:
    named = {key.replace("_", "-"): value for key, value in attributes.items()}
    return Node(name=f"qti-{name}", attributes=named, children=children, text=text)


def _set(identifier: str, value: Node) -> Node:
    return _node("set-outcome-value", value, identifier=identifier)


def _variable(identifier: str) -> Node:
    return _node("variable", identifier=identifier)


def _literal(base_type: str, text: str) -> Node:
    return _node("base-value", text=text, base_type=base_type)


def _either(test: Node, yes: tuple[Node, ...], no: tuple[Node, ...]) -> Node:
    return _node("response-condition", _node("response-if", test, *yes), _node("response-else", *no))


_MATCHES: Final = _node("match", _variable("RESPONSE"), _node("correct", identifier="RESPONSE"))
_UNANSWERED: Final = _node("is-null", _variable("RESPONSE"))
_ZERO: Final = _set("SCORE", _literal("float", "0"))
_ONE: Final = _set("SCORE", _literal("float", "1"))
_MAPPED: Final = _either(_UNANSWERED, (_ZERO,), (_set("SCORE", _node("map-response", identifier="RESPONSE")),))
_MAPPED_POINT: Final = _either(
    _UNANSWERED, (_ZERO,), (_set("SCORE", _node("map-response-point", identifier="RESPONSE")),)
)
_FULL: Final = _node("equal", _variable("MAXSCORE"), _variable("SCORE"), tolerance_mode="exact")

TEMPLATES: Final[dict[str, tuple[Node, ...]]] = {
    "match_correct": (_either(_MATCHES, (_ONE,), (_ZERO,)),),
    "map_response": (_MAPPED,),
    "map_response_point": (_MAPPED_POINT,),
    "CC2_match": (_either(_MATCHES, (_ONE,), (_ZERO,)),),
    "CC2_match_basic": (
        _either(
            _MATCHES,
            (_set("SCORE", _variable("MAXSCORE")), _set("FEEDBACKBASIC", _literal("identifier", "correct"))),
            (_set("FEEDBACKBASIC", _literal("identifier", "incorrect")),),
        ),
    ),
    "CC2_map_response": (
        _MAPPED,
        _either(
            _FULL,
            (_set("FEEDBACK", _literal("identifier", "correct")),),
            (_set("FEEDBACK", _literal("identifier", "incorrect")),),
        ),
    ),
}


def rules_of(processing: m.Processing | None) -> tuple[Node, ...]:
    """The rules that count: those in the element, else those of the template that it names.

    Raises:
        QTIUnsupportedError: the template is none of the standard's.
    """
    if processing is None:
        return ()
    if processing.rules or not processing.template:
        return processing.rules
    rules = TEMPLATES.get(template_name(processing.template))
    if rules is None:
        raise QTIUnsupportedError("a response-processing template that is none of the standard's")
    return rules


def process_response(context: Context) -> None:
    """Run response processing; the outcomes of the context are changed."""
    try:
        _run(rules_of(context.item.response_processing), context)
    except _Exit:
        pass


def process_template(context: Context) -> None:
    """Run template processing; template variables, keys and defaults of the context are changed."""
    processing = context.item.template_processing
    if processing is None:
        return
    start = dict(context.templates), dict(context.corrects), dict(context.defaults)
    for _ in range(MAX_ROUNDS):
        context.templates, context.corrects, context.defaults = (dict(each) for each in start)
        try:
            _run(processing.rules, context)
        except _Exit:
            return
        except _Again:
            continue
        return
    context.templates, context.corrects, context.defaults = start


def _run(rules: tuple[Node, ...], context: Context) -> None:
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
                _assign_outcome(rule, _looked_up(rule, context), context)
            case "qti-exit-response" | "qti-exit-template":
                raise _Exit
            case "qti-set-template-value" | "qti-set-correct-response" | "qti-set-default-value":
                _assign_template(rule, context)
            case "qti-template-constraint":
                if not _holds(rule, _value(rule, context)):
                    raise _Again
            case name:
                raise QTIUnsupportedError(f"{name} is no rule that is known here", line=rule.line)


def _condition(rule: Node, context: Context) -> None:
    for branch in rule.children:
        if branch.name.endswith("-else"):
            return _run(branch.children, context)
        if not branch.children:
            raise QTIError(f"{branch.name} has no expression", line=branch.line)
        if _holds(branch, evaluate(branch.children[0], context)):
            return _run(branch.children[1:], context)
    return None


def _holds(rule: Node, value: Maybe) -> bool:
    if value is None:
        return False
    if value.cardinality != "single" or value.base_type != "boolean":
        raise QTIError(f"the expression of {rule.name} is not a boolean", line=rule.line)
    return bool(value.one)


def _value(rule: Node, context: Context) -> Maybe:
    if len(rule.children) != 1:
        raise QTIError(f"{rule.name} takes one expression", line=rule.line)
    return evaluate(rule.children[0], context)


def _assign_outcome(rule: Node, value: Maybe, context: Context) -> None:
    identifier = rule.attributes.get("identifier", "")
    if identifier in BUILT_IN_OUTCOMES:
        context.outcomes[identifier] = value
        return
    declaration = context.outcome_declarations.get(identifier)
    if declaration is None:
        raise QTIError(f"no outcome declaration has the identifier {identifier or '(none)'}", line=rule.line)
    context.outcomes[identifier] = fitted(value, declaration, rule.line)


def _assign_template(rule: Node, context: Context) -> None:
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
        raise QTIError(f"{rule.name} names a variable that is not declared", line=rule.line)
    place[identifier] = fitted(value, declaration, rule.line)


def fitted(value: Maybe, declaration: m.Declaration, line: int | None) -> Maybe:
    """A value as a variable takes it: whole numbers become floats, one value becomes a container of one.

    Raises:
        QTIError: it cannot be made to fit.
    """
    if value is None or (value.cardinality == "record" and declaration.cardinality == "record"):
        return value
    base_type = declaration.base_type
    if value.cardinality != declaration.cardinality and value.cardinality == "record":
        raise _misfit(declaration, line)
    items = value.items
    if value.base_type != base_type:
        items = tuple(_cast(item, str(value.base_type), base_type, declaration, line) for item in items)
    if declaration.cardinality == "single":
        if value.cardinality != "single" or base_type is None:
            raise _misfit(declaration, line)
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
    raise _misfit(declaration, line)


def _misfit(declaration: m.Declaration, line: int | None) -> QTIError:
    kind = f"{declaration.cardinality} {declaration.base_type or ''}".strip()
    return QTIError(f"{declaration.identifier} is {kind}, and is set to a value of another kind", line=line)


def _looked_up(rule: Node, context: Context) -> Maybe:
    identifier = rule.attributes.get("identifier", "")
    declaration = context.outcome_declarations.get(identifier)
    table = declaration.table if declaration is not None else None
    if declaration is None or table is None:
        raise QTIError(f"{identifier or '(none)'} has no table to look up in", line=rule.line)
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
    return convert(target, declaration.cardinality, declaration.base_type, identifier)


def _number(value: Value, rule: Node) -> int | float:
    try:
        return numeric(value)
    except QTIError:
        raise QTIError(f"{rule.name} takes a number", line=rule.line) from None
