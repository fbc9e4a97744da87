"""Operators for containers and records."""

from __future__ import annotations

from timeback.qti.errors import QTIError
from timeback.qti.model import Node
from timeback.qti.processing.areas import contains_point
from timeback.qti.processing.context import ProcessingContext
from timeback.qti.processing.operators.registry import ANY, integer_attribute, not_null, operator
from timeback.qti.processing.values import (
    NullableValue,
    Value,
    boolean,
    common_base_type,
    container,
    members_equal,
    number,
    remove_all,
    single,
)


def _container_of(values: list[NullableValue], cardinality: str) -> NullableValue:
    operands = not_null(values)
    if not operands:
        return None
    base_type = operands[0].base_type
    for each in operands:
        if each.cardinality == "record":
            raise QTIError("operands must not be records")
        kind = common_base_type(operands[0], each)
        if kind is None:
            raise QTIError("operands must have the same base type")
        if each.base_type != base_type:
            base_type = kind
    return container(cardinality, base_type, [item for each in operands for item in each.items])


@operator("qti-multiple", 0, ANY, accepts_null=True)
def multiple(context: ProcessingContext, node: Node, values: list[NullableValue]) -> NullableValue:
    """An unordered container of the operands that are not NULL."""
    return _container_of(values, "multiple")


@operator("qti-ordered", 0, ANY, accepts_null=True)
def ordered(context: ProcessingContext, node: Node, values: list[NullableValue]) -> NullableValue:
    """An ordered container of the operands that are not NULL."""
    return _container_of(values, "ordered")


@operator("qti-container-size", 1, accepts_null=True)
def container_size(context: ProcessingContext, node: Node, values: list[NullableValue]) -> NullableValue:
    """The number of values in a container; 0 for NULL."""
    (value,) = values
    return number(0 if value is None else len(value.items))


@operator("qti-contains", 2)
def contains(context: ProcessingContext, node: Node, values: list[NullableValue]) -> NullableValue:
    """Whether the first container contains all values of the second; for ordered containers, as a contiguous sequence.

    A value that occurs twice in the second must occur at least twice in the first.
    """
    whole, part = _non_records(values)
    kind = common_base_type(whole, part)
    if kind is None:
        return boolean(False)
    if whole.cardinality == "multiple" or part.cardinality == "multiple":
        return boolean(remove_all(whole.items, part.items, kind) is not None)
    size = len(part.items)
    starts = range(len(whole.items) - size + 1)
    return boolean(
        any(
            all(members_equal(a, b, kind) for a, b in zip(whole.items[at : at + size], part.items, strict=True))
            for at in starts
        )
    )


@operator("qti-member", 2)
def member(context: ProcessingContext, node: Node, values: list[NullableValue]) -> NullableValue:
    """Whether a container contains a single value."""
    value, whole = _single_and_container(values)
    kind = common_base_type(value, whole)
    return boolean(kind is not None and any(members_equal(value.one, each, kind) for each in whole.items))


@operator("qti-delete", 2)
def delete(context: ProcessingContext, node: Node, values: list[NullableValue]) -> NullableValue:
    """A container without all occurrences of a single value."""
    value, whole = _single_and_container(values)
    kind = common_base_type(value, whole)
    kept = [each for each in whole.items if kind is None or not members_equal(value.one, each, kind)]
    return container(whole.cardinality, whole.base_type, kept)


@operator("qti-index", 1, required=("n",), numbers=("n",))
def index(context: ProcessingContext, node: Node, values: list[NullableValue]) -> NullableValue:
    """The member at a position, from 1; NULL past the end."""
    (whole,) = _non_records(values)
    at = integer_attribute(context, node, "n")
    if at is not None and at < 1:
        raise QTIError("n must be at least 1")
    return None if at is None or at > len(whole.items) else single(str(whole.base_type), whole.items[at - 1])


@operator("qti-field-value", 1, required=("field-identifier",))
def field_value(context: ProcessingContext, node: Node, values: list[NullableValue]) -> NullableValue:
    """The value of a field; NULL if the record has no such field."""
    (record,) = not_null(values)
    if record.cardinality != "record":
        raise QTIError("operand must be a record")
    found: NullableValue = dict(record.items).get(node.attributes.get("field-identifier", ""))
    return found


@operator("qti-inside", 1, required=("shape", "coords"))
def point_inside(context: ProcessingContext, node: Node, values: list[NullableValue]) -> NullableValue:
    """Whether a point, or any point of a container, lies inside an area."""
    (points,) = not_null(values)
    if points.base_type != "point":
        raise QTIError("operands must be points")
    shape, coords = node.attributes.get("shape", ""), node.attributes.get("coords", "")
    return boolean(any(contains_point(point, shape, coords) for point in points.items))


def _non_records(values: list[NullableValue]) -> list[Value]:
    operands = not_null(values)
    if any(each.cardinality == "record" for each in operands):
        raise QTIError("operands must not be records")
    return operands


def _single_and_container(values: list[NullableValue]) -> tuple[Value, Value]:
    value, whole = _non_records(values)
    if value.cardinality != "single":
        raise QTIError("operands must be a single value and a container")
    return value, whole
