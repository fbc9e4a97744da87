"""What values and points of a response are worth.

Source: QTI 3.0 information model, "MapResponse", "MapResponsePoint", "Mapping", "AreaMapping".
"""

from __future__ import annotations

from typing import Any

from timeback.qti import model as m
from timeback.qti.errors import QTIError
from timeback.qti.model import Node
from timeback.qti.processing.areas import inside
from timeback.qti.processing.context import Context
from timeback.qti.processing.operators.registry import operator
from timeback.qti.processing.values import Maybe, member, number, same


@operator("qti-map-response", 0, required=("identifier",))
def map_response(context: Context, node: Node, values: list[Maybe]) -> Maybe:
    """What the values of a response are worth, each of them counted once; values without an entry give the default."""
    identifier = node.attributes.get("identifier", "")
    declaration = context.response(identifier, node.line)
    mapping = declaration.mapping
    if mapping is None:
        raise QTIError(f"{identifier} has no qti-mapping", line=node.line)
    value = context.responses.get(identifier)
    if value is None:
        return _clamped(mapping.default_value, mapping)
    if value.cardinality == "record":
        raise QTIError(f"{identifier} is a record, which cannot be mapped", line=node.line)
    once: list[Any] = []
    for item in value.items:
        if not any(same(item, each, value.base_type) for each in once):
            once.append(item)
    return _clamped(sum(_worth(item, str(value.base_type), declaration, mapping) for item in once), mapping)


def _worth(item: Any, base_type: str, declaration: m.ResponseDeclaration, mapping: m.Mapping) -> float:
    for entry in mapping.entries:
        try:
            key = member(entry.key, base_type)
        except ValueError as error:
            text = f"{declaration.identifier}: a map-key is not {error}"
            raise QTIError(text, line=declaration.line) from None
        if base_type == "string" and not entry.case_sensitive:
            if str(key or "").casefold() == item.casefold():
                return entry.value
        elif key is not None and same(key, item, base_type):
            return entry.value
    return mapping.default_value


@operator("qti-map-response-point", 0, required=("identifier",))
def map_response_point(context: Context, node: Node, values: list[Maybe]) -> Maybe:
    """What the points of a response are worth.

    A point belongs to the first area that it lies in, each area counts once, a point in no area gives the default.
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
        raise QTIError(f"{identifier} is not of base type point", line=node.line)
    hit: set[int] = set()
    worth = 0.0
    for point in value.items:
        areas = enumerate(mapping.entries)
        at = next((i for i, area in areas if inside(point, area.shape, area.coords)), None)
        if at is None:
            worth += mapping.default_value
        elif at not in hit:
            hit.add(at)
            worth += mapping.entries[at].value
    return _clamped(worth, mapping)


def _clamped(worth: float, mapping: m.Mapping | m.AreaMapping) -> Maybe:
    if mapping.lower_bound is not None:
        worth = max(worth, mapping.lower_bound)
    if mapping.upper_bound is not None:
        worth = min(worth, mapping.upper_bound)
    return number(float(worth))
