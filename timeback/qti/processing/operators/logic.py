"""Logic and comparison."""

from __future__ import annotations

from decimal import Decimal

from timeback.qti.errors import QTIError
from timeback.qti.model import Node
from timeback.qti.processing.context import Context
from timeback.qti.processing.operators.numbers import rounded
from timeback.qti.processing.operators.registry import (
    ANY,
    is_set,
    number_or_variable,
    numeric,
    operator,
    some,
    truth,
    whole_attribute,
)
from timeback.qti.processing.values import FALSE, TRUE, Maybe, boolean, equal


@operator("qti-and", 1, ANY, nulls=True)
def conjunction(context: Context, node: Node, values: list[Maybe]) -> Maybe:
    """True if all are; false as soon as one is; else NULL."""
    if not all(map(truth, some(values))):
        return FALSE
    return None if None in values else TRUE


@operator("qti-or", 1, ANY, nulls=True)
def disjunction(context: Context, node: Node, values: list[Maybe]) -> Maybe:
    """True as soon as one is; false if none is; else NULL."""
    if any(map(truth, some(values))):
        return TRUE
    return None if None in values else FALSE


@operator("qti-not", 1)
def negation(context: Context, node: Node, values: list[Maybe]) -> Maybe:
    """The opposite."""
    return boolean(not truth(some(values)[0]))


@operator("qti-any-n", 1, ANY, nulls=True, required=("min", "max"))
def any_n(context: Context, node: Node, values: list[Maybe]) -> Maybe:
    """Whether between min and max of the operands are true; NULL while those that are NULL could decide it."""
    low, high = whole_attribute(context, node, "min"), whole_attribute(context, node, "max")
    if low is None or high is None:
        return None
    true = sum(map(truth, some(values)))
    unknown = values.count(None)
    if true > high or true + unknown < low:
        return FALSE
    return TRUE if low <= true and true + unknown <= high else None


@operator("qti-match", 2)
def match(context: Context, node: Node, values: list[Maybe]) -> Maybe:
    """Whether two values are the same, members of ``multiple`` in any order."""
    a, b = some(values)
    return boolean(equal(a, b))


@operator("qti-equal", 2)
def equals(context: Context, node: Node, values: list[Maybe]) -> Maybe:
    """Whether two numbers are the same within a tolerance."""
    x, y = map(numeric, some(values))
    mode = node.attributes.get("tolerance-mode", "exact").strip()
    if mode == "exact":
        return boolean(x == y)
    if mode not in ("absolute", "relative"):
        raise QTIError("a tolerance-mode that is none of exact, absolute, relative")
    written = node.attributes.get("tolerance", "").split()
    if not 1 <= len(written) <= 2:
        raise QTIError(f"tolerance-mode {mode} takes one or two numbers in tolerance")
    found = [number_or_variable(context, node, "tolerance", each) for each in written]
    below, above = found[0], found[-1]
    if below is None or above is None:
        return None
    # Binary fractions would put 3.1 outside of 3 +/- 0.1.
    first, second, under, over = (Decimal(repr(float(each))) for each in (x, y, below, above))
    if mode == "absolute":
        low, high = first - under, first + over
    else:
        low, high = sorted((first * (1 - under / 100), first * (1 + over / 100)))
    above_low = second >= low if is_set(node, "include-lower-bound", default=True) else second > low
    below_high = second <= high if is_set(node, "include-upper-bound", default=True) else second < high
    return boolean(above_low and below_high)


@operator("qti-equal-rounded", 2, required=("figures",))
def equal_rounded(context: Context, node: Node, values: list[Maybe]) -> Maybe:
    """Whether two numbers are the same once they are rounded."""
    figures = whole_attribute(context, node, "figures")
    if figures is None:
        return None
    mode = node.attributes.get("rounding-mode", "significantFigures").strip()
    x, y = (rounded(numeric(value), mode, figures) for value in some(values))
    return boolean(x == y)


@operator("qti-gt", 2)
def greater(context: Context, node: Node, values: list[Maybe]) -> Maybe:
    """Whether the first number is greater."""
    x, y = map(numeric, some(values))
    return boolean(x > y)


@operator("qti-gte", 2)
def greater_or_equal(context: Context, node: Node, values: list[Maybe]) -> Maybe:
    """Whether the first number is greater or the same."""
    x, y = map(numeric, some(values))
    return boolean(x >= y)


@operator("qti-lt", 2)
def less(context: Context, node: Node, values: list[Maybe]) -> Maybe:
    """Whether the first number is less."""
    x, y = map(numeric, some(values))
    return boolean(x < y)


@operator("qti-lte", 2)
def less_or_equal(context: Context, node: Node, values: list[Maybe]) -> Maybe:
    """Whether the first number is less or the same."""
    x, y = map(numeric, some(values))
    return boolean(x <= y)


@operator("qti-duration-lt", 2)
def shorter(context: Context, node: Node, values: list[Maybe]) -> Maybe:
    """Whether the first duration is shorter."""
    x, y = map(numeric, some(values))
    return boolean(x < y)


@operator("qti-duration-gte", 2)
def as_long(context: Context, node: Node, values: list[Maybe]) -> Maybe:
    """Whether the first duration is longer or the same."""
    x, y = map(numeric, some(values))
    return boolean(x >= y)
