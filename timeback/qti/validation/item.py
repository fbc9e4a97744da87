"""Rules for items: declarations, interactions, feedback, and their consistency.

Source: QTI 3.0 information model, "ResponseDeclaration", "Interactions", "Feedback".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from timeback.qti import model as m
from timeback.qti.errors import QTIError
from timeback.qti.processing.areas import parse_coordinates
from timeback.qti.processing.context import declared_value
from timeback.qti.processing.conversion import parse_member
from timeback.qti.processing.values import NullableValue
from timeback.qti.validation.elements import Finding
from timeback.qti.vocabulary import BUILT_IN_OUTCOMES, INTERACTION_TYPES, InteractionSpec

_IDENTIFIER: Final = re.compile(r"[^\W\d][\w.\-]*")


def item_problems(item: m.AssessmentItem) -> Iterator[Finding]:
    """Yield the problems of an item, except those of its processing rules."""
    yield from _declarations(item)
    yield from _interactions(item)
    yield from _feedback(item)


def identifier_problems(where: str, named: Iterable[tuple[int | None, str]]) -> Iterator[Finding]:
    """Yield invalid and duplicate identifiers."""
    seen: set[str] = set()
    for line, identifier in named:
        if not identifier:
            continue
        if not _IDENTIFIER.fullmatch(identifier):
            yield line, "identifier", f"an identifier of {where} contains characters that are not allowed"
        if identifier in seen:
            yield line, "unique-identifier", f"the identifier {identifier} occurs twice among {where}"
        seen.add(identifier)


def _declarations(item: m.AssessmentItem) -> Iterator[Finding]:
    every = (*item.response_declarations, *item.outcome_declarations, *item.template_declarations)
    yield from identifier_problems("declared variables", ((each.line, each.identifier) for each in every))
    for each in every:
        if each.cardinality != "record" and each.base_type is None:
            yield each.line, "required-attribute", f"{each.identifier} must have a base-type"
        yield from _value(each, each.default_value)
    for response in item.response_declarations:
        yield from _value(response, response.correct_response)
        yield from _mapping(response)
    for outcome in item.outcome_declarations:
        low, high = outcome.normal_minimum, outcome.normal_maximum
        if low is not None and high is not None and low > high:
            yield outcome.line, "limits", f"normal-minimum of {outcome.identifier} is greater than normal-maximum"


def _value(declaration: m.Declaration, values: tuple[m.DeclaredValue, ...] | None) -> Iterator[Finding]:
    try:
        declared_value(values, declaration)
    except QTIError as error:
        text = str(error) if error.line is None else str(error).partition(": ")[2]
        yield declaration.line, "declared-value", text


def _mapping(declaration: m.ResponseDeclaration) -> Iterator[Finding]:
    identifier, line, base_type = declaration.identifier, declaration.line, declaration.base_type
    for mapping in (declaration.mapping, declaration.area_mapping):
        if mapping is None or mapping.lower_bound is None or mapping.upper_bound is None:
            continue
        if mapping.lower_bound > mapping.upper_bound:
            yield line, "limits", f"lower-bound of the mapping of {identifier} is greater than upper-bound"
    for entry in declaration.mapping.entries if declaration.mapping else ():
        try:
            parse_member(entry.key, base_type or "string")
        except (ValueError, KeyError):
            yield line, "map-key", f"a map-key of {identifier} must have the base type {base_type}"
    if declaration.area_mapping is not None:
        if base_type != "point":
            yield line, "response-type", f"{identifier} has an area mapping, so its base type must be point"
        for area in declaration.area_mapping.entries:
            yield from _area(line, area.shape, area.coords)


def _area(line: int | None, shape: str, coords: str) -> Iterator[Finding]:
    try:
        parse_coordinates(shape, coords)
    except QTIError as error:
        yield line, "coordinates", str(error)


def _interactions(item: m.AssessmentItem) -> Iterator[Finding]:
    counted = Counter(each.response_identifier for each in item.interactions)
    for each in item.interactions:
        identifier = each.response_identifier
        declaration = item.response(identifier)
        if identifier and declaration is None:
            yield each.line, "response-declared", f"no response declaration has the identifier {identifier}"
        if counted[identifier] > 1 and identifier:
            yield each.line, "unique-identifier", f"several interactions have the response identifier {identifier}"
        spec = INTERACTION_TYPES.get(each.type)
        if spec is None:
            yield each.line, "interaction", f"{each.element} is not an interaction of the standard"
            continue
        yield from _choices(each, spec)
        yield from _limits(each)
        if declaration is not None:
            yield from _response_type(each, spec, declaration)


def _choices(interaction: m.Interaction, spec: InteractionSpec) -> Iterator[Finding]:
    every = (*interaction.choices, *interaction.targets)
    yield from identifier_problems(f"the choices of {spec.element}", ((each.line, each.identifier) for each in every))
    if spec.choices and not interaction.choices:
        yield interaction.line, "missing-element", f"{spec.element} must have a {' or '.join(spec.choices)}"
    if (spec.targets or spec.type == "match") and not interaction.targets:
        wanted = " or ".join(spec.targets) or "second qti-simple-match-set with choices"
        yield interaction.line, "missing-element", f"{spec.element} must have a {wanted}"
    for each in every:
        if "shape" in each.attributes:
            yield from _area(each.line, each.attributes["shape"], each.attributes.get("coords", ""))
        if each.match_max and each.match_min is not None and each.match_min > each.match_max:
            yield each.line, "limits", f"match-min of {each.identifier} is greater than match-max"


def _limits(interaction: m.Interaction) -> Iterator[Finding]:
    low, high = interaction.min_choices, interaction.max_choices
    if low is not None and high and low > high:
        yield interaction.line, "limits", f"{interaction.element} requires more choices than it allows"
    for name in ("min-choices", "min-strings", "min-plays"):
        limit = interaction.attributes.get(name, "")
        if name == "min-choices" and limit.isdecimal() and interaction.choices and not interaction.targets:
            if int(limit) > len(interaction.choices):
                yield interaction.line, "limits", f"{interaction.element} requires more choices than it has"


def _response_type(
    interaction: m.Interaction, spec: InteractionSpec, declaration: m.ResponseDeclaration
) -> Iterator[Finding]:
    identifier, line = declaration.identifier, declaration.line
    if declaration.cardinality not in spec.cardinalities:
        wanted = " or ".join(sorted(spec.cardinalities))
        yield line, "response-type", f"{identifier} must have the cardinality {wanted} for {spec.element}"
    elif declaration.cardinality != "record" and declaration.base_type not in spec.base_types:
        wanted = " or ".join(sorted(spec.base_types))
        yield line, "response-type", f"{identifier} must have the base type {wanted} for {spec.element}"
    elif declaration.cardinality == "single" and _allows_several(interaction, spec):
        text = f"{identifier} must have the cardinality multiple, because more than one choice is allowed"
        yield line, "response-type", text
    elif spec.names_choices:
        yield from _correct_choices(interaction, declaration)


def _allows_several(interaction: m.Interaction, spec: InteractionSpec) -> bool:
    if spec.base_types not in ({"identifier"}, {"pair"}, {"directedPair"}, {"point"}) or spec.inline:
        return False
    limit = interaction.max_choices
    return limit is not None and limit != 1


def _correct_choices(interaction: m.Interaction, declaration: m.ResponseDeclaration) -> Iterator[Finding]:
    choices = {each.identifier for each in interaction.choices}
    targets = {each.identifier for each in interaction.targets} or choices
    identifier, line = declaration.identifier, declaration.line
    try:
        key = declared_value(declaration.correct_response, declaration)
    except QTIError:
        key = None
    for names, text in _members(key):
        if not _choices_exist(names, choices, targets, directed=declaration.base_type == "directedPair"):
            text = f"the correct response {text} of {identifier} names a choice that does not exist"
            yield line, "choice-exists", text
    for entry in declaration.mapping.entries if declaration.mapping else ():
        names = tuple(entry.key.split())
        if not _choices_exist(names, choices, targets, directed=declaration.base_type == "directedPair"):
            text = f"the map-key {' '.join(names)} of {identifier} names a choice that does not exist"
            yield line, "choice-exists", text
    if declaration.cardinality == "single" or key is None:
        return
    limit = interaction.max_choices
    if limit and len(key.items) > limit:
        yield line, "limits", f"the correct response of {identifier} has more values than the interaction allows"


def _members(key: NullableValue) -> Iterator[tuple[tuple[str, ...], str]]:
    for item in () if key is None or key.cardinality == "record" else key.items:
        names = item if isinstance(item, tuple) else (str(item),)
        yield names, " ".join(map(str, names))


def _choices_exist(names: tuple[str, ...], choices: set[str], targets: set[str], *, directed: bool) -> bool:
    if len(names) != 2:
        return choices.issuperset(names)
    if directed:
        return names[0] in choices and names[1] in targets
    return choices.issuperset(names)


def _feedback(item: m.AssessmentItem) -> Iterator[Finding]:
    outcomes = {each.identifier for each in item.outcome_declarations}.union(BUILT_IN_OUTCOMES)
    for each in item.feedback:
        if each.outcome_identifier and each.outcome_identifier not in outcomes:
            text = f"feedback depends on the outcome {each.outcome_identifier}, which is not declared"
            yield each.line, "outcome-declared", text
