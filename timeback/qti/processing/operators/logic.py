"""Operators for logic and comparison."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from timeback.qti.errors import QTIError
from timeback.qti.model import Node
from timeback.qti.processing.context import ProcessingContext
from timeback.qti.processing.operators.numbers import ROUNDING_MODES, rounded
from timeback.qti.processing.operators.registry import (
    ANY,
    as_boolean,
    as_number,
    boolean_attribute,
    integer_attribute,
    not_null,
    number_or_variable,
    operator,
)
from timeback.qti.processing.values import FALSE, TRUE, NullableValue, boolean, values_equal

TOLERANCE_MODES: Final = ("exact", "absolute", "relative")


@operator("qti-and", 1, ANY, accepts_null=True)
def conjunction(context: ProcessingContext, node: Node, values: list[NullableValue]) -> NullableValue:
    """True if all operands are true; false if any is false; otherwise NULL."""
    if not all(map(as_boolean, not_null(values))):
        return FALSE
    return None if None in values else TRUE


@operator("qti-or", 1, ANY, accepts_null=True)
def disjunction(context: ProcessingContext, node: Node, values: list[NullableValue]) -> NullableValue:
    """True if any operand is true; false if all are false; otherwise NULL."""
    if any(map(as_boolean, not_null(values))):
        return TRUE
    return None if None in values else FALSE


@operator("qti-not", 1)
def negation(context: ProcessingContext, node: Node, values: list[NullableValue]) -> NullableValue:
    """The negation of the operand."""
    return boolean(not as_boolean(not_null(values)[0]))


@operator("qti-any-n", 1, ANY, accepts_null=True, required=("min", "max"), numbers=("min", "max"))
def any_n(context: ProcessingContext, node: Node, values: list[NullableValue]) -> NullableValue:
    """Whether between min and max operands are true; NULL if the operands that are NULL could change the result."""
    low, high = integer_attribute(context, node, "min"), integer_attribute(context, node, "max")
    if low is None or high is None:
        return None
    true = sum(map(as_boolean, not_null(values)))
    unknown = values.count(None)
    if true > high or true + unknown < low:
        return FALSE
    return TRUE if low <= true and true + unknown <= high else None


@operator("qti-match", 2)
def match(context: ProcessingContext, node: Node, values: list[NullableValue]) -> NullableValue:
    """Whether two values are equal. The members of ``multiple`` can be in any order."""
    a, b = not_null(values)
    return boolean(values_equal(a, b))


@operator("qti-equal", 2, numbers=("tolerance",), allowed={"tolerance-mode": TOLERANCE_MODES})
def equals(context: ProcessingContext, node: Node, values: list[NullableValue]) -> NullableValue:
    """Whether two numbers are equal within a tolerance."""
    x, y = map(as_number, not_null(values))
    mode = node.attributes.get("tolerance-mode", "exact").strip()
    if mode == "exact":
        return boolean(x == y)
    if mode not in TOLERANCE_MODES:
        raise QTIError("tolerance-mode must be exact, absolute or relative")
    written = node.attributes.get("tolerance", "").split()
    if not 1 <= len(written) <= 2:
        raise QTIError(f"tolerance must be one or two numbers for tolerance-mode {mode}")
    found = [number_or_variable(context, node, "tolerance", each) for each in written]
    below, above = found[0], found[-1]
    if below is None or above is None:
        return None
    # With binary floating point, 3.1 would be outside of 3 +/- 0.1.
    first, second, under, over = (Decimal(repr(float(each))) for each in (x, y, below, above))
    if mode == "absolute":
        low, high = first - under, first + over
    else:
        low, high = sorted((first * (1 - under / 100), first * (1 + over / 100)))
    above_low = second >= low if boolean_attribute(node, "include-lower-bound", default=True) else second > low
    below_high = second <= high if boolean_attribute(node, "include-upper-bound", default=True) else second < high
    return boolean(above_low and below_high)


@operator(
    "qti-equal-rounded", 2, required=("figures",), numbers=("figures",), allowed={"rounding-mode": ROUNDING_MODES}
)
def equal_rounded(context: ProcessingContext, node: Node, values: list[NullableValue]) -> NullableValue:
    """Whether two numbers are equal after rounding."""
    figures = integer_attribute(context, node, "figures")
    if figures is None:
        return None
    mode = node.attributes.get("rounding-mode", "significantFigures").strip()
    x, y = (rounded(as_number(value), mode, figures) for value in not_null(values))
    return boolean(x == y)


@operator("qti-gt", 2)
def greater(context: ProcessingContext, node: Node, values: list[NullableValue]) -> NullableValue:
    """Whether the first number is greater."""
    x, y = map(as_number, not_null(values))
    return boolean(x > y)


@operator("qti-gte", 2)
def greater_or_equal(context: ProcessingContext, node: Node, values: list[NullableValue]) -> NullableValue:
    """Whether the first number is greater or equal."""
    x, y = map(as_number, not_null(values))
    return boolean(x >= y)


@operator("qti-lt", 2)
def less(context: ProcessingContext, node: Node, values: list[NullableValue]) -> NullableValue:
    """Whether the first number is less."""
    x, y = map(as_number, not_null(values))
    return boolean(x < y)


@operator("qti-lte", 2)
def less_or_equal(context: ProcessingContext, node: Node, values: list[NullableValue]) -> NullableValue:
    """Whether the first number is less or equal."""
    x, y = map(as_number, not_null(values))
    return boolean(x <= y)


@operator("qti-duration-lt", 2)
def shorter(context: ProcessingContext, node: Node, values: list[NullableValue]) -> NullableValue:
    """Whether the first duration is shorter."""
    x, y = map(as_number, not_null(values))
    return boolean(x < y)


@operator("qti-duration-gte", 2)
def as_long(context: ProcessingContext, node: Node, values: list[NullableValue]) -> NullableValue:
    """Whether the first duration is longer or equal."""
    x, y = map(as_number, not_null(values))
    return boolean(x >= y)
