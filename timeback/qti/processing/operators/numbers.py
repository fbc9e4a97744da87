"""Arithmetic."""

from __future__ import annotations

import math
from decimal import ROUND_FLOOR, Decimal, localcontext
from decimal import Context as DecimalContext
from functools import reduce

from timeback.qti.errors import QTIError
from timeback.qti.model import Node
from timeback.qti.processing.context import Context
from timeback.qti.processing.operators.registry import ANY, flattened, numeric, operator, some, whole_attribute
from timeback.qti.processing.values import Maybe, number, single


@operator("qti-sum", 1, ANY)
def total(context: Context, node: Node, values: list[Maybe]) -> Maybe:
    """The sum of numbers and of the members of containers."""
    return number(sum(flattened(values)))


@operator("qti-product", 1, ANY)
def product(context: Context, node: Node, values: list[Maybe]) -> Maybe:
    """The product of numbers and of the members of containers."""
    found: int | float = 1
    for each in flattened(values):
        found *= each
        if isinstance(found, int):
            number(found)
    return number(found)


@operator("qti-subtract", 2)
def subtract(context: Context, node: Node, values: list[Maybe]) -> Maybe:
    """The first number less the second."""
    x, y = map(numeric, some(values))
    return number(x - y)


@operator("qti-divide", 2)
def divide(context: Context, node: Node, values: list[Maybe]) -> Maybe:
    """The first number over the second, as float; NULL for a divisor of zero."""
    x, y = map(numeric, some(values))
    return None if y == 0 else number(float(x) / float(y))


@operator("qti-integer-divide", 2)
def integer_divide(context: Context, node: Node, values: list[Maybe]) -> Maybe:
    """The quotient rounded down; NULL for a divisor of zero."""
    x, y = map(_whole, map(numeric, some(values)))
    return None if y == 0 else number(x // y)


@operator("qti-integer-modulus", 2)
def integer_modulus(context: Context, node: Node, values: list[Maybe]) -> Maybe:
    """What the integer division leaves; NULL for a divisor of zero."""
    x, y = map(_whole, map(numeric, some(values)))
    return None if y == 0 else number(x % y)


@operator("qti-max", 1, ANY)
def largest(context: Context, node: Node, values: list[Maybe]) -> Maybe:
    """The largest of numbers and of the members of containers."""
    return _extreme(max(flattened(values)), flattened(values))


@operator("qti-min", 1, ANY)
def smallest(context: Context, node: Node, values: list[Maybe]) -> Maybe:
    """The smallest of numbers and of the members of containers."""
    return _extreme(min(flattened(values)), flattened(values))


@operator("qti-power", 2)
def power(context: Context, node: Node, values: list[Maybe]) -> Maybe:
    """The first number to the power of the second, as float; NULL where it is no real number."""
    x, y = map(numeric, some(values))
    try:
        found = math.pow(x, y)
    except (ValueError, OverflowError):
        return None
    return number(found)


@operator("qti-round", 1)
def nearest(context: Context, node: Node, values: list[Maybe]) -> Maybe:
    """The nearest whole number, halves up: 6.5 gives 7, -6.5 gives -6."""
    return number(int((Decimal(repr(float(numeric(some(values)[0])))) + Decimal("0.5")).to_integral_value(ROUND_FLOOR)))


@operator("qti-truncate", 1)
def truncate(context: Context, node: Node, values: list[Maybe]) -> Maybe:
    """The whole number towards zero."""
    return number(int(numeric(some(values)[0])))


@operator("qti-round-to", 1, required=("figures",))
def round_to(context: Context, node: Node, values: list[Maybe]) -> Maybe:
    """A number rounded to significant figures or decimal places."""
    figures = whole_attribute(context, node, "figures")
    if figures is None:
        return None
    mode = node.attributes.get("rounding-mode", "significantFigures").strip()
    return number(float(rounded(numeric(some(values)[0]), mode, figures)))


@operator("qti-integer-to-float", 1)
def integer_to_float(context: Context, node: Node, values: list[Maybe]) -> Maybe:
    """A whole number as float."""
    return single("float", float(numeric(some(values)[0])))


@operator("qti-gcd", 1, ANY)
def greatest_common_divisor(context: Context, node: Node, values: list[Maybe]) -> Maybe:
    """The greatest common divisor."""
    return number(math.gcd(*map(_whole, flattened(values))))


@operator("qti-lcm", 1, ANY)
def lowest_common_multiple(context: Context, node: Node, values: list[Maybe]) -> Maybe:
    """The lowest common multiple."""

    def step(a: int, b: int) -> int:
        found = math.lcm(a, b)
        number(found)
        return found

    return number(reduce(step, map(_whole, flattened(values)), 1))


def rounded(value: int | float, mode: str, figures: int) -> Decimal:
    """A number with so many figures, halves up."""
    if mode not in ("significantFigures", "decimalPlaces"):
        raise QTIError("a rounding-mode that is neither significantFigures nor decimalPlaces")
    low = 1 if mode == "significantFigures" else 0
    if not low <= figures <= 50:
        raise QTIError(f"figures must be between {low} and 50")
    exact = Decimal(repr(float(value)))
    if exact == 0:
        return Decimal(0)
    places = figures if mode == "decimalPlaces" else figures - 1 - exact.adjusted()
    with localcontext(DecimalContext(prec=800)):
        return (exact.scaleb(places) + Decimal("0.5")).to_integral_value(ROUND_FLOOR).scaleb(-places)


def _whole(value: int | float) -> int:
    if not isinstance(value, int):
        raise QTIError("takes whole numbers")
    return value


def _extreme(found: int | float, among: list[int | float]) -> Maybe:
    # Among integers it is an integer, beside a float it is a float.
    return number(found if all(isinstance(each, int) for each in among) else float(found))
