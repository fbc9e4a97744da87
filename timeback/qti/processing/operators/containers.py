"""Containers and records."""

from __future__ import annotations

from timeback.qti.errors import QTIError
from timeback.qti.model import Node
from timeback.qti.processing.areas import inside
from timeback.qti.processing.context import Context
from timeback.qti.processing.operators.registry import ANY, operator, some, whole_attribute
from timeback.qti.processing.values import (
    Maybe,
    Value,
    boolean,
    comparable,
    container,
    number,
    remove_all,
    same,
    single,
)


def _gathered(values: list[Maybe], cardinality: str) -> Maybe:
    have = some(values)
    if not have:
        return None
    base_type = have[0].base_type
    for each in have:
        if each.cardinality == "record":
            raise QTIError("takes no records")
        kind = comparable(have[0], each)
        if kind is None:
            raise QTIError("takes operands of one base type")
        if each.base_type != base_type:
            base_type = kind
    return container(cardinality, base_type, [item for each in have for item in each.items])


@operator("qti-multiple", 0, ANY, nulls=True)
def multiple(context: Context, node: Node, values: list[Maybe]) -> Maybe:
    """A container of the operands without order; those that are NULL are left out."""
    return _gathered(values, "multiple")


@operator("qti-ordered", 0, ANY, nulls=True)
def ordered(context: Context, node: Node, values: list[Maybe]) -> Maybe:
    """A container of the operands in their order; those that are NULL are left out."""
    return _gathered(values, "ordered")


@operator("qti-container-size", 1, nulls=True)
def container_size(context: Context, node: Node, values: list[Maybe]) -> Maybe:
    """How many values a container has; 0 for NULL."""
    (value,) = values
    return number(0 if value is None else len(value.items))


@operator("qti-contains", 2)
def contains(context: Context, node: Node, values: list[Maybe]) -> Maybe:
    """Whether the first container holds all of the second, in order and without gaps if they are ordered.

    A value that the second has twice must be there at least twice.
    """
    whole, part = _like(values)
    kind = comparable(whole, part)
    if kind is None:
        return boolean(False)
    if whole.cardinality == "multiple" or part.cardinality == "multiple":
        return boolean(remove_all(whole.items, part.items, kind) is not None)
    size = len(part.items)
    starts = range(len(whole.items) - size + 1)
    return boolean(
        any(
            all(same(a, b, kind) for a, b in zip(whole.items[at : at + size], part.items, strict=True)) for at in starts
        )
    )


@operator("qti-member", 2)
def member(context: Context, node: Node, values: list[Maybe]) -> Maybe:
    """Whether a single value is in a container."""
    value, whole = _single_in(values)
    kind = comparable(value, whole)
    return boolean(kind is not None and any(same(value.one, each, kind) for each in whole.items))


@operator("qti-delete", 2)
def delete(context: Context, node: Node, values: list[Maybe]) -> Maybe:
    """A container without any occurrence of a single value."""
    value, whole = _single_in(values)
    kind = comparable(value, whole)
    kept = [each for each in whole.items if kind is None or not same(value.one, each, kind)]
    return container(whole.cardinality, whole.base_type, kept)


@operator("qti-index", 1, required=("n",))
def index(context: Context, node: Node, values: list[Maybe]) -> Maybe:
    """The member at a place, from 1; NULL past the end."""
    (whole,) = _like(values)
    at = whole_attribute(context, node, "n")
    if at is not None and at < 1:
        raise QTIError("n must be at least 1")
    return None if at is None or at > len(whole.items) else single(str(whole.base_type), whole.items[at - 1])


@operator("qti-field-value", 1, required=("field-identifier",))
def field_value(context: Context, node: Node, values: list[Maybe]) -> Maybe:
    """The value of a field; NULL where the record has none of this name."""
    (record,) = some(values)
    if record.cardinality != "record":
        raise QTIError("takes a record")
    found: Maybe = dict(record.items).get(node.attributes.get("field-identifier", ""))
    return found


@operator("qti-inside", 1, required=("shape", "coords"))
def point_inside(context: Context, node: Node, values: list[Maybe]) -> Maybe:
    """Whether a point, or any point of a container, lies in an area."""
    (points,) = some(values)
    if points.base_type != "point":
        raise QTIError("takes points")
    shape, coords = node.attributes.get("shape", ""), node.attributes.get("coords", "")
    return boolean(any(inside(point, shape, coords) for point in points.items))


def _like(values: list[Maybe]) -> list[Value]:
    have = some(values)
    if any(each.cardinality == "record" for each in have):
        raise QTIError("takes no records")
    return have


def _single_in(values: list[Maybe]) -> tuple[Value, Value]:
    value, whole = _like(values)
    if value.cardinality != "single":
        raise QTIError("takes a single value and a container")
    return value, whole
