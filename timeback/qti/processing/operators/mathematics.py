"""Operators for mathematical functions, constants and statistics."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable
from typing import Final

from timeback.qti.errors import QTIError
from timeback.qti.model import Node
from timeback.qti.processing.context import ProcessingContext
from timeback.qti.processing.operators.registry import ANY, all_numbers, as_number, not_null, operator
from timeback.qti.processing.values import NullableValue, number

_FUNCTIONS: Final[dict[str, Callable[[float], float]]] = {
    "sin": math.sin,
    "cos": math.cos,
    "tan": math.tan,
    "sec": lambda x: 1 / math.cos(x),
    "csc": lambda x: 1 / math.sin(x),
    "cot": lambda x: 1 / math.tan(x),
    "asin": math.asin,
    "acos": math.acos,
    "atan": math.atan,
    "asec": lambda x: math.acos(1 / x),
    "acsc": lambda x: math.asin(1 / x),
    "acot": lambda x: math.atan(1 / x),
    "sinh": math.sinh,
    "cosh": math.cosh,
    "tanh": math.tanh,
    "sech": lambda x: 1 / math.cosh(x),
    "csch": lambda x: 1 / math.sinh(x),
    "coth": lambda x: 1 / math.tanh(x),
    "log": math.log10,
    "ln": math.log,
    "exp": math.exp,
    "abs": abs,
    "signum": lambda x: (x > 0) - (x < 0),
    "toDegrees": math.degrees,
    "toRadians": math.radians,
    "floor": math.floor,
    "ceil": math.ceil,
}
_CONSTANTS: Final = {"pi": math.pi, "e": math.e}
_STATISTICS: Final[dict[str, Callable[[list[float]], float]]] = {
    "mean": statistics.fmean,
    "sampleVariance": statistics.variance,
    "sampleSD": statistics.stdev,
    "popVariance": statistics.pvariance,
    "popSD": statistics.pstdev,
}
_INTEGER_RESULTS: Final = frozenset({"signum", "floor", "ceil"})


@operator("qti-math-operator", 1, 2, required=("name",), allowed={"name": (*_FUNCTIONS, "atan2")})
def math_operator(context: ProcessingContext, node: Node, values: list[NullableValue]) -> NullableValue:
    """A function by its name, with angles in radians; NULL if it is not defined for the operand."""
    name = node.attributes.get("name", "").strip()
    operands = [float(as_number(value)) for value in not_null(values)]
    if name == "atan2" and len(operands) == 2:
        return number(math.atan2(*operands))
    function = _FUNCTIONS.get(name)
    if function is None or len(operands) != 1:
        raise QTIError("unknown function, or wrong number of operands")
    try:
        found = function(operands[0])
    except (ValueError, OverflowError, ZeroDivisionError):
        return None
    return number(int(found) if name in _INTEGER_RESULTS else float(found))


@operator("qti-math-constant", 0, required=("name",), allowed={"name": tuple(_CONSTANTS)})
def math_constant(context: ProcessingContext, node: Node, values: list[NullableValue]) -> NullableValue:
    """The constant pi or e."""
    found = _CONSTANTS.get(node.attributes.get("name", "").strip())
    if found is None:
        raise QTIError("the constant must be pi or e")
    return number(found)


@operator("qti-stats-operator", 1, ANY, required=("name",), allowed={"name": tuple(_STATISTICS)})
def stats_operator(context: ProcessingContext, node: Node, values: list[NullableValue]) -> NullableValue:
    """A statistic of a container; NULL if it has too few values."""
    function = _STATISTICS.get(node.attributes.get("name", "").strip())
    if function is None:
        raise QTIError("unknown statistic")
    try:
        return number(float(function([float(each) for each in all_numbers(values)])))
    except (statistics.StatisticsError, OverflowError):
        return None
