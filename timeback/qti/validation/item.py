"""Checks of an item: declarations, interactions, feedback, and how they fit together.

Source: QTI 3.0 information model, "ResponseDeclaration", "Interactions", "Feedback".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from timeback.qti import model as m
from timeback.qti.errors import QTIError
from timeback.qti.processing.areas import coordinates
from timeback.qti.processing.context import declared
from timeback.qti.processing.values import Maybe, member
from timeback.qti.validation.elements import Found
from timeback.qti.vocabulary import BUILT_IN_OUTCOMES, INTERACTION_TYPES, InteractionKind

_IDENTIFIER: Final = re.compile(r"[^\W\d][\w.\-]*")


def item_problems(item: m.AssessmentItem) -> Iterator[Found]:
    """Problems of an item's parts, but for its rules."""
    yield from _declarations(item)
    yield from _interactions(item)
    yield from _feedback(item)


def identifier_problems(where: str, named: Iterable[tuple[int | None, str]]) -> Iterator[Found]:
    """Identifiers that are none, or that occur more than once."""
    seen: set[str] = set()
    for line, identifier in named:
        if not identifier:
            continue
        if not _IDENTIFIER.fullmatch(identifier):
            yield line, "identifier", f"an identifier of {where} has characters that identifiers cannot have"
        if identifier in seen:
            yield line, "unique-identifier", f"the identifier {identifier} occurs twice among {where}"
        seen.add(identifier)


def _declarations(item: m.AssessmentItem) -> Iterator[Found]:
    every = (*item.response_declarations, *item.outcome_declarations, *item.template_declarations)
    yield from identifier_problems("declared variables", ((each.line, each.identifier) for each in every))
    for each in every:
        if each.cardinality != "record" and each.base_type is None:
            yield each.line, "required-attribute", f"{each.identifier} has no base-type"
        yield from _value(each, each.default_value)
    for response in item.response_declarations:
        yield from _value(response, response.correct_response)
        yield from _mapping(response)
    for outcome in item.outcome_declarations:
        low, high = outcome.normal_minimum, outcome.normal_maximum
        if low is not None and high is not None and low > high:
            yield outcome.line, "limits", f"normal-minimum of {outcome.identifier} is greater than normal-maximum"


def _value(declaration: m.Declaration, values: tuple[m.DeclaredValue, ...] | None) -> Iterator[Found]:
    try:
        declared(values, declaration)
    except QTIError as error:
        text = str(error) if error.line is None else str(error).partition(": ")[2]
        yield declaration.line, "declared-value", text


def _mapping(declaration: m.ResponseDeclaration) -> Iterator[Found]:
    identifier, line, base_type = declaration.identifier, declaration.line, declaration.base_type
    for mapping in (declaration.mapping, declaration.area_mapping):
        if mapping is None or mapping.lower_bound is None or mapping.upper_bound is None:
            continue
        if mapping.lower_bound > mapping.upper_bound:
            yield line, "limits", f"lower-bound of the mapping of {identifier} is greater than upper-bound"
    for entry in declaration.mapping.entries if declaration.mapping else ():
        try:
            member(entry.key, base_type or "string")
        except (ValueError, KeyError):
            yield line, "map-key", f"a map-key of {identifier} is not of base type {base_type}"
    if declaration.area_mapping is not None:
        if base_type != "point":
            yield line, "response-type", f"{identifier} has an area mapping and is not of base type point"
        for area in declaration.area_mapping.entries:
            yield from _area(line, area.shape, area.coords)


def _area(line: int | None, shape: str, coords: str) -> Iterator[Found]:
    try:
        coordinates(shape, coords)
    except QTIError as error:
        yield line, "coordinates", str(error)


def _interactions(item: m.AssessmentItem) -> Iterator[Found]:
    counted = Counter(each.response_identifier for each in item.interactions)
    for each in item.interactions:
        identifier = each.response_identifier
        declaration = item.response(identifier)
        if identifier and declaration is None:
            yield each.line, "response-declared", f"no response declaration has the identifier {identifier}"
        if counted[identifier] > 1 and identifier:
            yield each.line, "unique-identifier", f"several interactions have the response identifier {identifier}"
        kind = INTERACTION_TYPES.get(each.type)
        if kind is None:
            yield each.line, "interaction", f"{each.element} is no interaction of the standard"
            continue
        yield from _choices(each, kind)
        yield from _limits(each)
        if declaration is not None:
            yield from _fit(each, kind, declaration)


def _choices(interaction: m.Interaction, kind: InteractionKind) -> Iterator[Found]:
    every = (*interaction.choices, *interaction.targets)
    yield from identifier_problems(f"the choices of {kind.element}", ((each.line, each.identifier) for each in every))
    if kind.choices and not interaction.choices:
        yield interaction.line, "missing-element", f"{kind.element} has no {' or '.join(kind.choices)}"
    if (kind.targets or kind.type == "match") and not interaction.targets:
        wanted = " or ".join(kind.targets) or "second qti-simple-match-set with choices"
        yield interaction.line, "missing-element", f"{kind.element} has no {wanted}"
    for each in every:
        if "shape" in each.attributes:
            yield from _area(each.line, each.attributes["shape"], each.attributes.get("coords", ""))
        if each.match_max and each.match_min is not None and each.match_min > each.match_max:
            yield each.line, "limits", f"match-min of {each.identifier} is greater than match-max"


def _limits(interaction: m.Interaction) -> Iterator[Found]:
    low, high = interaction.min_choices, interaction.max_choices
    if low is not None and high and low > high:
        yield interaction.line, "limits", f"{interaction.element} asks for more choices than it allows"
    for name in ("min-choices", "min-strings", "min-plays"):
        limit = interaction.attributes.get(name, "")
        if name == "min-choices" and limit.isdecimal() and interaction.choices and not interaction.targets:
            if int(limit) > len(interaction.choices):
                yield interaction.line, "limits", f"{interaction.element} asks for more choices than there are"


def _fit(interaction: m.Interaction, kind: InteractionKind, declaration: m.ResponseDeclaration) -> Iterator[Found]:
    identifier, line = declaration.identifier, declaration.line
    if declaration.cardinality not in kind.cardinalities:
        wanted = " or ".join(sorted(kind.cardinalities))
        yield line, "response-type", f"{identifier} must have the cardinality {wanted} for {kind.element}"
    elif declaration.cardinality != "record" and declaration.base_type not in kind.base_types:
        wanted = " or ".join(sorted(kind.base_types))
        yield line, "response-type", f"{identifier} must have the base type {wanted} for {kind.element}"
    elif declaration.cardinality == "single" and _many(interaction, kind):
        yield line, "response-type", f"{identifier} must have the cardinality multiple: more than one can be chosen"
    elif kind.closed:
        yield from _known(interaction, declaration)


def _many(interaction: m.Interaction, kind: InteractionKind) -> bool:
    if kind.base_types not in ({"identifier"}, {"pair"}, {"directedPair"}, {"point"}) or kind.inline:
        return False
    limit = interaction.max_choices
    return limit is not None and limit != 1


def _known(interaction: m.Interaction, declaration: m.ResponseDeclaration) -> Iterator[Found]:
    firsts = {each.identifier for each in interaction.choices}
    seconds = {each.identifier for each in interaction.targets} or firsts
    identifier, line = declaration.identifier, declaration.line
    try:
        key = declared(declaration.correct_response, declaration)
    except QTIError:
        key = None
    for names, text in _members(key):
        if not _exist(names, firsts, seconds, directed=declaration.base_type == "directedPair"):
            yield line, "choice-exists", f"the correct response {text} of {identifier} names a choice that is not there"
    for entry in declaration.mapping.entries if declaration.mapping else ():
        names = tuple(entry.key.split())
        if not _exist(names, firsts, seconds, directed=declaration.base_type == "directedPair"):
            yield (
                line,
                "choice-exists",
                f"the map-key {' '.join(names)} of {identifier} names a choice that is not there",
            )
    if declaration.cardinality == "single" or key is None:
        return
    limit = interaction.max_choices
    if limit and len(key.items) > limit:
        yield line, "limits", f"the correct response of {identifier} has more values than the interaction allows"


def _members(key: Maybe) -> Iterator[tuple[tuple[str, ...], str]]:
    for item in () if key is None or key.cardinality == "record" else key.items:
        names = item if isinstance(item, tuple) else (str(item),)
        yield names, " ".join(map(str, names))


def _exist(names: tuple[str, ...], firsts: set[str], seconds: set[str], *, directed: bool) -> bool:
    if len(names) != 2:
        return firsts.issuperset(names)
    if directed:
        return names[0] in firsts and names[1] in seconds
    return firsts.issuperset(names)


def _feedback(item: m.AssessmentItem) -> Iterator[Found]:
    outcomes = {each.identifier for each in item.outcome_declarations}.union(BUILT_IN_OUTCOMES)
    for each in item.feedback:
        if each.outcome_identifier and each.outcome_identifier not in outcomes:
            text = f"feedback depends on the outcome {each.outcome_identifier}, which is not declared"
            yield each.line, "outcome-declared", text
