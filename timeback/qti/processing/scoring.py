"""Scoring: from answers to outcomes.

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
from timeback.qti.processing.context import Context, CustomOperator, declared
from timeback.qti.processing.operators import evaluate
from timeback.qti.processing.rules import process_response, process_template
from timeback.qti.processing.values import NUMERIC, Maybe, Value, convert, equal, plain, single
from timeback.qti.vocabulary import BUILT_IN_OUTCOMES, template_name
from timeback_runtime.frames import clears_locals

_SCORE: Final = "SCORE"
_BUILT_IN: Final = {"numAttempts": ("single", "integer"), "duration": ("single", "duration")}


@frozen(kw_only=True)
class Outcome:
    """What an answer is worth.

    Attributes:
        score: the outcome SCORE, or None where the item does not say how it is scored (a person, or a grader, must).
        max_score: the best score, as far as the item tells: MAXSCORE, or the highest value that SCORE is declared to
            have, or what the correct responses score.
        outcomes: all outcome variables, as JSON has them. They can repeat an answer, so they are left out of the repr.
        feedback: the feedback to show, modal, inline and blocks, in document order.
        correct: whether the answers are the correct ones, or score as well as these; None where that cannot be told.
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

    Rules in the item win over the template that it names. An item with neither is scored by its correct responses
    (1 or 0), else by its mappings, else not at all.

    Args:
        item: the item, from `read` or `from_json`.
        responses: answers by the identifiers of their response declarations: a text, a number, a boolean, a list of
            these, a mapping for a record, None for no answer. Pairs and points are texts such as ``"A B"`` and
            ``"10 20"``. ``numAttempts`` and ``duration`` may be given too.
        previous: the outcomes of the attempt before, for an adaptive item; others start anew each time.
        seed: decides what operators of chance give, in template processing too.
        custom_operators: functions for custom operators, by their class. They get the attributes of the element and
            the values of its operands, and return a text, a number, a boolean or None.

    Raises:
        QTIError: an answer is not of the declared kind, or the item contradicts itself.
    """
    if not isinstance(item, m.AssessmentItem):
        raise QTIError(f"only items are scored, got {type(item).__name__}")
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
    _take(responses, context)
    _start_outcomes(context, previous if item.adaptive else {})
    judged = _process(context)
    reached = _number(context.outcomes.get(_SCORE)) if judged else None
    best = _best(context, seed, custom) if judged else None
    return Outcome(
        score=reached,
        max_score=best,
        outcomes={name: plain(value) for name, value in context.outcomes.items()},
        feedback=[each for each in item.feedback if shown(each, context.outcomes)],
        correct=_correct(context, reached, best),
    )


def _context(item: m.AssessmentItem, seed: int, custom: Mapping[str, CustomOperator]) -> Context:
    context = Context(item=item, random=Random(seed), custom=custom)
    context.outcome_declarations = {each.identifier: each for each in item.outcome_declarations}
    processing = item.response_processing
    by_template = processing is None or (processing.template is not None and not processing.rules)
    if by_template and _SCORE not in context.outcome_declarations:
        # Every template of the standard sets it.
        context.outcome_declarations[_SCORE] = m.OutcomeDeclaration(
            identifier=_SCORE, cardinality="single", base_type="float"
        )
    context.templates = {each.identifier: declared(each.default_value, each) for each in item.template_declarations}
    for response in item.response_declarations:
        context.corrects[response.identifier] = declared(response.correct_response, response)
        context.defaults[response.identifier] = declared(response.default_value, response)
    for identifier, outcome in context.outcome_declarations.items():
        context.defaults[identifier] = declared(outcome.default_value, outcome)
    for template in item.template_declarations:
        context.defaults[template.identifier] = context.templates[template.identifier]
    process_template(context)
    return context


def _take(responses: Mapping[str, Any], context: Context) -> None:
    if not isinstance(responses, Mapping):
        raise QTIError(f"responses must be a mapping of identifiers to answers, got {type(responses).__name__}")
    known = {each.identifier: each for each in context.item.response_declarations}
    if not all(identifier in known or identifier in _BUILT_IN for identifier in responses):
        raise QTIError(f"an answer to a response that is not declared; declared are: {', '.join(known) or 'none'}")
    for identifier, each in known.items():
        raw = responses.get(identifier)
        context.responses[identifier] = convert(raw, each.cardinality, each.base_type, identifier)
    for identifier, (cardinality, base_type) in _BUILT_IN.items():
        raw = responses.get(identifier, 1 if identifier == "numAttempts" else None)
        context.responses[identifier] = convert(raw, cardinality, base_type, identifier)


def _start_outcomes(context: Context, previous: Mapping[str, Any]) -> None:
    """The values before processing: the one before, else the default, else 0 for a number and NULL for the rest."""
    for identifier, each in context.outcome_declarations.items():
        if identifier in previous:
            value = convert(previous[identifier], each.cardinality, each.base_type, identifier)
        else:
            value = context.defaults.get(identifier)
            if value is None and each.cardinality == "single" and each.base_type in ("integer", "float"):
                value = single(each.base_type, 0 if each.base_type == "integer" else 0.0)
        context.outcomes[identifier] = value
    if context.item.adaptive:
        for identifier in BUILT_IN_OUTCOMES:
            status = previous.get(identifier, "unknown")
            context.outcomes[identifier] = convert(status, "single", "identifier", identifier)


def _process(context: Context) -> bool:
    """Run the processing; whether the item says how it is scored."""
    processing = context.item.response_processing
    if processing is not None and (processing.rules or processing.template):
        process_response(context)
        return True
    found = _by_declarations(context)
    if found is None:
        return False
    declaration = context.outcome_declarations[_SCORE]
    if declaration.cardinality == "single" and declaration.base_type in NUMERIC:
        whole = declaration.base_type == "integer"
        context.outcomes[_SCORE] = single(str(declaration.base_type), int(found) if whole else found)
    return True


def _by_declarations(context: Context) -> float | None:
    matched = _matched(context)
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


def _matched(context: Context) -> bool | None:
    """Whether every response that has a key is the key; None where none has."""
    keyed = [(name, key) for name, key in context.corrects.items() if key is not None]
    if not keyed:
        return None
    return all(_is(context.responses.get(name), key) for name, key in keyed)


def _is(value: Maybe, key: Value) -> bool:
    return value is not None and equal(value, key)


def _best(context: Context, seed: int, custom: Mapping[str, CustomOperator]) -> float | None:
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
    _start_outcomes(trial, {})
    try:
        _process(trial)
    except QTIError:
        return None
    return _number(trial.outcomes.get(_SCORE))


def _correct(context: Context, reached: float | None, best: float | None) -> bool | None:
    matched = _matched(context)
    full = None if reached is None or not best or best < 0 else reached >= best
    return matched if full is None else full or bool(matched)


def _number(value: Maybe) -> float | None:
    if value is None or value.cardinality != "single" or value.base_type not in NUMERIC:
        return None
    return float(value.one)


def shown(feedback: m.Feedback, outcomes: Mapping[str, Maybe]) -> bool:
    """Whether feedback is to be shown: its outcome contains its identifier, or does not and it hides then."""
    value = outcomes.get(feedback.outcome_identifier)
    holds = value is not None and value.cardinality != "record" and feedback.identifier in map(str, value.items)
    return holds != (feedback.show_hide == "hide")


def uses_template(item: m.AssessmentItem) -> str | None:
    """Name of the template that an item is scored by, such as ``match_correct``; None where it has rules of its own."""
    processing = item.response_processing
    if processing is None or processing.rules or not processing.template:
        return None
    return template_name(processing.template)
