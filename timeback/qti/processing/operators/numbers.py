"""Operators for arithmetic and rounding."""

from __future__ import annotations

import math
from decimal import ROUND_FLOOR, Decimal, localcontext
from decimal import Context as DecimalContext
from functools import reduce
from typing import Final

from timeback.qti.errors import QTIError
from timeback.qti.model import Node
from timeback.qti.processing.context import ProcessingContext
from timeback.qti.processing.operators.registry import (
    ANY,
    all_numbers,
    as_number,
    integer_attribute,
    not_null,
    operator,
)
from timeback.qti.processing.values import NullableValue, number, single

ROUNDING_MODES: Final = ("significantFigures", "decimalPlaces")


@operator("qti-sum", 1, ANY)
def total(context: ProcessingContext, node: Node, values: list[NullableValue]) -> NullableValue:
    """The sum of numbers and of the members of containers."""
    return number(sum(all_numbers(values)))


@operator("qti-product", 1, ANY)
def product(context: ProcessingContext, node: Node, values: list[NullableValue]) -> NullableValue:
    """The product of numbers and of the members of containers."""
    found: int | float = 1
    for each in all_numbers(values):
        found *= each
        if isinstance(found, int):
            number(found)
    return number(found)


@operator("qti-subtract", 2)
def subtract(context: ProcessingContext, node: Node, values: list[NullableValue]) -> NullableValue:
    """The first number minus the second."""
    x, y = map(as_number, not_null(values))
    return number(x - y)


@operator("qti-divide", 2)
def divide(context: ProcessingContext, node: Node, values: list[NullableValue]) -> NullableValue:
    """The first number divided by the second, as float; NULL for a divisor of zero."""
    x, y = map(as_number, not_null(values))
    return None if y == 0 else number(float(x) / float(y))


@operator("qti-integer-divide", 2)
def integer_divide(context: ProcessingContext, node: Node, values: list[NullableValue]) -> NullableValue:
    """The quotient rounded down; NULL for a divisor of zero."""
    x, y = map(_as_integer, map(as_number, not_null(values)))
    return None if y == 0 else number(x // y)


@operator("qti-integer-modulus", 2)
def integer_modulus(context: ProcessingContext, node: Node, values: list[NullableValue]) -> NullableValue:
    """The remainder of the integer division; NULL for a divisor of zero."""
    x, y = map(_as_integer, map(as_number, not_null(values)))
    return None if y == 0 else number(x % y)


@operator("qti-max", 1, ANY)
def largest(context: ProcessingContext, node: Node, values: list[NullableValue]) -> NullableValue:
    """The largest of numbers and of the members of containers."""
    return _extreme(max(all_numbers(values)), all_numbers(values))


@operator("qti-min", 1, ANY)
def smallest(context: ProcessingContext, node: Node, values: list[NullableValue]) -> NullableValue:
    """The smallest of numbers and of the members of containers."""
    return _extreme(min(all_numbers(values)), all_numbers(values))


@operator("qti-power", 2)
def power(context: ProcessingContext, node: Node, values: list[NullableValue]) -> NullableValue:
    """The first number to the power of the second, as float; NULL if the result is not a real number."""
    x, y = map(as_number, not_null(values))
    try:
        found = math.pow(x, y)
    except (ValueError, OverflowError):
        return None
    return number(found)


@operator("qti-round", 1)
def nearest(context: ProcessingContext, node: Node, values: list[NullableValue]) -> NullableValue:
    """The nearest integer. Halves are rounded up: 6.5 gives 7, -6.5 gives -6."""
    return number(
        int((Decimal(repr(float(as_number(not_null(values)[0])))) + Decimal("0.5")).to_integral_value(ROUND_FLOOR))
    )


@operator("qti-truncate", 1)
def truncate(context: ProcessingContext, node: Node, values: list[NullableValue]) -> NullableValue:
    """The integer part of a number, rounded towards zero."""
    return number(int(as_number(not_null(values)[0])))


@operator("qti-round-to", 1, required=("figures",), numbers=("figures",), allowed={"rounding-mode": ROUNDING_MODES})
def round_to(context: ProcessingContext, node: Node, values: list[NullableValue]) -> NullableValue:
    """A number rounded to significant figures or decimal places."""
    figures = integer_attribute(context, node, "figures")
    if figures is None:
        return None
    mode = node.attributes.get("rounding-mode", "significantFigures").strip()
    return number(float(rounded(as_number(not_null(values)[0]), mode, figures)))


@operator("qti-integer-to-float", 1)
def integer_to_float(context: ProcessingContext, node: Node, values: list[NullableValue]) -> NullableValue:
    """An integer as float."""
    return single("float", float(as_number(not_null(values)[0])))


@operator("qti-gcd", 1, ANY)
def greatest_common_divisor(context: ProcessingContext, node: Node, values: list[NullableValue]) -> NullableValue:
    """The greatest common divisor."""
    return number(math.gcd(*map(_as_integer, all_numbers(values))))


@operator("qti-lcm", 1, ANY)
def lowest_common_multiple(context: ProcessingContext, node: Node, values: list[NullableValue]) -> NullableValue:
    """The lowest common multiple."""

    def step(a: int, b: int) -> int:
        found = math.lcm(a, b)
        number(found)
        return found

    return number(reduce(step, map(_as_integer, all_numbers(values)), 1))


def rounded(value: int | float, mode: str, figures: int) -> Decimal:
    """Round a number to significant figures or decimal places. Halves are rounded up."""
    if mode not in ROUNDING_MODES:
        raise QTIError("rounding-mode must be significantFigures or decimalPlaces")
    low = 1 if mode == "significantFigures" else 0
    if not low <= figures <= 50:
        raise QTIError(f"figures must be between {low} and 50")
    exact = Decimal(repr(float(value)))
    if exact == 0:
        return Decimal(0)
    places = figures if mode == "decimalPlaces" else figures - 1 - exact.adjusted()
    with localcontext(DecimalContext(prec=800)):
        return (exact.scaleb(places) + Decimal("0.5")).to_integral_value(ROUND_FLOOR).scaleb(-places)


def _as_integer(value: int | float) -> int:
    if not isinstance(value, int):
        raise QTIError("operands must be whole numbers")
    return value


def _extreme(found: int | float, among: list[int | float]) -> NullableValue:
    # The result is an integer only if all operands are integers.
    return number(found if all(isinstance(each, int) for each in among) else float(found))
