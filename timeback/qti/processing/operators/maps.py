"""Operators that score a response by a mapping of values or areas.

Source: QTI 3.0 information model, "MapResponse", "MapResponsePoint", "Mapping", "AreaMapping".
"""

from __future__ import annotations

from typing import Any

from timeback.qti import model as m
from timeback.qti.errors import QTIError
from timeback.qti.model import Node
from timeback.qti.processing.areas import contains_point
from timeback.qti.processing.context import ProcessingContext
from timeback.qti.processing.conversion import parse_member
from timeback.qti.processing.operators.registry import operator
from timeback.qti.processing.values import NullableValue, members_equal, number


@operator("qti-map-response", 0, required=("identifier",))
def map_response(context: ProcessingContext, node: Node, values: list[NullableValue]) -> NullableValue:
    """The sum of the scores of the distinct values. Values without an entry give the default value."""
    identifier = node.attributes.get("identifier", "")
    declaration = context.response(identifier, node.line)
    mapping = declaration.mapping
    if mapping is None:
        raise QTIError(f"{identifier} has no qti-mapping", line=node.line)
    value = context.responses.get(identifier)
    if value is None:
        return _clamped(mapping.default_value, mapping)
    if value.cardinality == "record":
        raise QTIError(f"{identifier} is a record; records cannot be mapped", line=node.line)
    distinct: list[Any] = []
    for item in value.items:
        if not any(members_equal(item, each, value.base_type) for each in distinct):
            distinct.append(item)
    return _clamped(sum(_score(item, str(value.base_type), declaration, mapping) for item in distinct), mapping)


def _score(item: Any, base_type: str, declaration: m.ResponseDeclaration, mapping: m.Mapping) -> float:
    for entry in mapping.entries:
        try:
            key = parse_member(entry.key, base_type)
        except ValueError as error:
            text = f"{declaration.identifier}: a map-key must be {error}"
            raise QTIError(text, line=declaration.line) from None
        if base_type == "string" and not entry.case_sensitive:
            if str(key or "").casefold() == item.casefold():
                return entry.value
        elif key is not None and members_equal(key, item, base_type):
            return entry.value
    return mapping.default_value


@operator("qti-map-response-point", 0, required=("identifier",))
def map_response_point(context: ProcessingContext, node: Node, values: list[NullableValue]) -> NullableValue:
    """The sum of the scores of the points.

    A point belongs to the first area that contains it. Each area counts once. A point outside of all areas gives the
    default value.
    """
    identifier = node.attributes.get("identifier", "")
    declaration = context.response(identifier, node.line)
    mapping = declaration.area_mapping
    if mapping is None:
        raise QTIError(f"{identifier} has no qti-area-mapping", line=node.line)
    value = context.responses.get(identifier)
    if value is None:
        return _clamped(mapping.default_value, mapping)
    if value.base_type != "point":
        raise QTIError(f"{identifier} must have the base type point", line=node.line)
    hit: set[int] = set()
    score = 0.0
    for point in value.items:
        areas = enumerate(mapping.entries)
        at = next((i for i, area in areas if contains_point(point, area.shape, area.coords)), None)
        if at is None:
            score += mapping.default_value
        elif at not in hit:
            hit.add(at)
            score += mapping.entries[at].value
    return _clamped(score, mapping)


def _clamped(score: float, mapping: m.Mapping | m.AreaMapping) -> NullableValue:
    if mapping.lower_bound is not None:
        score = max(score, mapping.lower_bound)
    if mapping.upper_bound is not None:
        score = min(score, mapping.upper_bound)
    return number(float(score))
