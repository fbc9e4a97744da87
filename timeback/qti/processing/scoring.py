"""Scoring of an item: responses to outcomes, score and feedback.

Source: QTI 3.0 information model, "Item Session Lifecycle", "Response Processing", "Outcome Variables".
"""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any, Final

from attrs import field, frozen

from timeback.qti import model as m
from timeback.qti.errors import QTIError
from timeback.qti.model import Node
from timeback.qti.processing.context import CustomOperator, ProcessingContext, declared_value
from timeback.qti.processing.conversion import from_python, to_python
from timeback.qti.processing.operators import evaluate
from timeback.qti.processing.rules import process_response, process_template
from timeback.qti.processing.values import NUMERIC, NullableValue, Value, single, values_equal
from timeback.qti.vocabulary import BUILT_IN_OUTCOMES
from timeback_runtime.frames import clears_locals

_SCORE: Final = "SCORE"
_BUILT_IN: Final = {"numAttempts": ("single", "integer"), "duration": ("single", "duration")}


@frozen(kw_only=True)
class Outcome:
    """The result of scoring an item.

    Attributes:
        score: the outcome SCORE, or None if the item does not define its scoring and must be graded by other means.
        max_score: the maximum score, or None if it is unknown: MAXSCORE, the normal maximum of SCORE, or the score of
            the correct responses.
        outcomes: the values of all outcome variables, as JSON. They can contain responses, so the repr omits them.
        feedback: the feedback to show, modal, inline and blocks, in document order.
        correct: whether the responses are correct or reach the maximum score; None if that is unknown.
    """

    score: float | None
    max_score: float | None = None
    outcomes: dict[str, Any] = field(factory=dict, repr=False)
    feedback: list[m.Feedback] = field(factory=list, repr=False)
    correct: bool | None = None


@clears_locals
def score(
    item: m.AssessmentItem,
    responses: Mapping[str, Any],
    *,
    previous: Mapping[str, Any] | None = None,
    seed: int = 0,
    custom_operators: Mapping[str, CustomOperator] | None = None,
) -> Outcome:
    """Run the response processing of an item.

    Rules in the item take precedence over its template. An item without both is scored by its correct responses (1 or
    0), or by its mappings. Without these it has no score.

    Args:
        item: the item, from `read` or `from_json`.
        responses: the responses by the identifiers of their declarations. A response is a text, a number, a boolean, a
            list of these, a mapping for a record, or None for no response. Pairs and points are texts such as
            ``"A B"`` and ``"10 20"``. ``numAttempts`` and ``duration`` are accepted too.
        previous: the outcomes of the previous attempt, for an adaptive item. Other items ignore them.
        seed: the seed of random operators, including those in template processing.
        custom_operators: functions for custom operators, by their class. A function gets the attributes of the element
            and the values of its operands, and returns a text, a number, a boolean or None.

    Raises:
        QTIError: a response does not have the declared type, or the item contradicts itself.
    """
    if not isinstance(item, m.AssessmentItem):
        raise QTIError(f"only items can be scored, got {type(item).__name__}")
    try:
        return _score(item, responses, previous or {}, seed, custom_operators or {})
    except RecursionError:
        raise QTIError("the rules are nested too deeply") from None


def _score(
    item: m.AssessmentItem,
    responses: Mapping[str, Any],
    previous: Mapping[str, Any],
    seed: int,
    custom: Mapping[str, CustomOperator],
) -> Outcome:
    context = _context(item, seed, custom)
    _set_responses(responses, context)
    _initialise_outcomes(context, previous if item.adaptive else {})
    is_scored = _process(context)
    achieved = _number(context.outcomes.get(_SCORE)) if is_scored else None
    best = _best_score(context, seed, custom) if is_scored else None
    return Outcome(
        score=achieved,
        max_score=best,
        outcomes={name: to_python(value) for name, value in context.outcomes.items()},
        feedback=[each for each in item.feedback if shown(each, context.outcomes)],
        correct=_correct(context, achieved, best),
    )


def _context(item: m.AssessmentItem, seed: int, custom: Mapping[str, CustomOperator]) -> ProcessingContext:
    context = ProcessingContext(item=item, random=Random(seed), custom=custom)
    context.outcome_declarations = {each.identifier: each for each in item.outcome_declarations}
    processing = item.response_processing
    if (processing is None or not processing.rules) and _SCORE not in context.outcome_declarations:
        # The templates of the standard and the scoring by declarations set SCORE, so it is declared here.
        context.outcome_declarations[_SCORE] = m.OutcomeDeclaration(
            identifier=_SCORE, cardinality="single", base_type="float"
        )
    context.templates = {
        each.identifier: declared_value(each.default_value, each) for each in item.template_declarations
    }
    for response in item.response_declarations:
        context.corrects[response.identifier] = declared_value(response.correct_response, response)
        context.defaults[response.identifier] = declared_value(response.default_value, response)
    for identifier, outcome in context.outcome_declarations.items():
        context.defaults[identifier] = declared_value(outcome.default_value, outcome)
    for template in item.template_declarations:
        context.defaults[template.identifier] = context.templates[template.identifier]
    process_template(context)
    return context


def _set_responses(responses: Mapping[str, Any], context: ProcessingContext) -> None:
    if not isinstance(responses, Mapping):
        raise QTIError(f"responses must be a mapping of identifiers to responses, got {type(responses).__name__}")
    known = {each.identifier: each for each in context.item.response_declarations}
    if not all(identifier in known or identifier in _BUILT_IN for identifier in responses):
        raise QTIError(
            f"responses contains an identifier that is not declared; declared are: {', '.join(known) or 'none'}"
        )
    for identifier, each in known.items():
        raw = responses.get(identifier)
        context.responses[identifier] = from_python(raw, each.cardinality, each.base_type, identifier)
    for identifier, (cardinality, base_type) in _BUILT_IN.items():
        raw = responses.get(identifier, 1 if identifier == "numAttempts" else None)
        context.responses[identifier] = from_python(raw, cardinality, base_type, identifier)


def _initialise_outcomes(context: ProcessingContext, previous: Mapping[str, Any]) -> None:
    """Set outcomes to the previous value, the default, 0 for numbers, or NULL, in this order."""
    for identifier, each in context.outcome_declarations.items():
        if identifier in previous:
            value = from_python(previous[identifier], each.cardinality, each.base_type, identifier)
        else:
            value = context.defaults.get(identifier)
            if value is None and each.cardinality == "single" and each.base_type in ("integer", "float"):
                value = single(each.base_type, 0 if each.base_type == "integer" else 0.0)
        context.outcomes[identifier] = value
    if context.item.adaptive:
        for identifier in BUILT_IN_OUTCOMES:
            status = previous.get(identifier, "unknown")
            context.outcomes[identifier] = from_python(status, "single", "identifier", identifier)


def _process(context: ProcessingContext) -> bool:
    """Run the processing, and return whether the item defines its scoring."""
    processing = context.item.response_processing
    if processing is not None and (processing.rules or processing.template):
        process_response(context)
        return True
    found = _score_by_declarations(context)
    if found is None:
        return False
    declaration = context.outcome_declarations[_SCORE]
    if declaration.cardinality == "single" and declaration.base_type in NUMERIC:
        whole = declaration.base_type == "integer"
        context.outcomes[_SCORE] = single(str(declaration.base_type), int(found) if whole else found)
    return True


def _score_by_declarations(context: ProcessingContext) -> float | None:
    matched = _matches_key(context)
    if matched is not None:
        return 1.0 if matched else 0.0
    mapped = [each for each in context.item.response_declarations if each.mapping or each.area_mapping]
    if not mapped:
        return None
    worth = 0.0
    for each in mapped:
        if context.responses.get(each.identifier) is not None:
            name = "qti-map-response" if each.mapping else "qti-map-response-point"
            worth += _number(evaluate(Node(name=name, attributes={"identifier": each.identifier}), context)) or 0.0
    return worth


def _matches_key(context: ProcessingContext) -> bool | None:
    """Return whether all responses equal their correct response; None if the item has no correct responses."""
    keyed = [(name, key) for name, key in context.corrects.items() if key is not None]
    if not keyed:
        return None
    return all(_equals_key(context.responses.get(name), key) for name, key in keyed)


def _equals_key(value: NullableValue, key: Value) -> bool:
    return value is not None and values_equal(value, key)


def _best_score(context: ProcessingContext, seed: int, custom: Mapping[str, CustomOperator]) -> float | None:
    stated = _number(context.outcomes.get("MAXSCORE"))
    if stated:
        return stated
    declaration = context.item.outcome(_SCORE)
    if declaration is not None and declaration.normal_maximum is not None:
        return declaration.normal_maximum
    item = context.item
    asked = {each.response_identifier for each in item.interactions} or set(context.corrects)
    if any(context.corrects.get(identifier) is None for identifier in asked):
        return None
    trial = _context(item, seed, custom)
    trial.responses = {**context.responses, **trial.corrects}
    _initialise_outcomes(trial, {})
    try:
        _process(trial)
    except QTIError:
        return None
    return _number(trial.outcomes.get(_SCORE))


def _correct(context: ProcessingContext, achieved: float | None, best: float | None) -> bool | None:
    matched = _matches_key(context)
    full = None if achieved is None or not best or best < 0 else achieved >= best
    return matched if full is None else full or bool(matched)


def _number(value: NullableValue) -> float | None:
    if value is None or value.cardinality != "single" or value.base_type not in NUMERIC:
        return None
    return float(value.one)


def shown(feedback: m.Feedback, outcomes: Mapping[str, NullableValue]) -> bool:
    """Return whether to show feedback: whether its outcome contains its identifier, negated for show-hide="hide"."""
    value = outcomes.get(feedback.outcome_identifier)
    holds = value is not None and value.cardinality != "record" and feedback.identifier in map(str, value.items)
    return holds != (feedback.show_hide == "hide")
