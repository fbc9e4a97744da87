"""Registry of operators, and helpers to read their operands and attributes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias, TypeVar

from attrs import field, frozen

from timeback.qti.errors import QTIError
from timeback.qti.model import Node
from timeback.qti.processing.context import ProcessingContext
from timeback.qti.processing.values import NUMERIC, NullableValue, Value
from timeback.qti.xml.common import parse_number

OperatorFunction: TypeAlias = Callable[[ProcessingContext, Node, list[NullableValue]], NullableValue]
R = TypeVar("R", bound=OperatorFunction)

ANY: Final = 1_000_000


@frozen
class Operator:
    """An operator: its function, the number of operands, and its attributes.

    Attributes:
        accepts_null: whether the function is called if an operand is NULL. Otherwise the result is NULL.
        repeats: whether the operands are evaluated several times.
        required: the attributes that it must have.
        numbers: the attributes that hold a number, or the name of a variable with one.
        allowed: the values that an attribute may have. The first one is the default, if the attribute is not required.
    """

    name: str
    min_operands: int
    max_operands: int
    accepts_null: bool
    repeats: bool
    run: OperatorFunction
    required: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    allowed: Mapping[str, tuple[str, ...]] = field(factory=dict)

    def accepts(self, count: int) -> bool:
        """Return whether the operator accepts this number of operands."""
        return self.min_operands <= count <= self.max_operands


OPERATORS: Final[dict[str, Operator]] = {}


def operator(
    name: str,
    min_operands: int,
    max_operands: int | None = None,
    *,
    accepts_null: bool = False,
    repeats: bool = False,
    required: tuple[str, ...] = (),
    numbers: tuple[str, ...] = (),
    allowed: Mapping[str, tuple[str, ...]] | None = None,
) -> Callable[[R], R]:
    """Register a function as an operator. Without `max_operands` it accepts exactly `min_operands` operands."""

    def register(run: R) -> R:
        OPERATORS[name] = Operator(
            name,
            min_operands,
            min_operands if max_operands is None else max_operands,
            accepts_null,
            repeats,
            run,
            required,
            numbers,
            allowed or {},
        )
        return run

    return register


def not_null(values: list[NullableValue]) -> list[Value]:
    """Return the values that are not NULL."""
    return [value for value in values if value is not None]


def as_number(value: Value) -> int | float:
    """Return the number of a single value."""
    if value.cardinality != "single" or value.base_type not in NUMERIC:
        raise QTIError("operands must be single numbers")
    found: int | float = value.one
    return found


def all_numbers(values: list[NullableValue]) -> list[int | float]:
    """Return the numbers of single values and containers."""
    if any(value.base_type not in NUMERIC for value in not_null(values)):
        raise QTIError("operands must be numbers")
    return [item for value in not_null(values) for item in value.items]


def as_boolean(value: Value) -> bool:
    """Return the boolean of a single value."""
    if value.cardinality != "single" or value.base_type != "boolean":
        raise QTIError("operands must be booleans")
    return bool(value.one)


def as_text(value: Value) -> str:
    """Return the text of a single value."""
    if value.cardinality != "single" or value.base_type not in ("string", "identifier", "uri"):
        raise QTIError("operands must be single texts")
    return str(value.one)


def number_attribute(context: ProcessingContext, node: Node, name: str) -> int | float | None:
    """Return the number in an attribute, or the value of the variable that it names. None is NULL."""
    written = node.attributes.get(name, "").strip()
    return number_or_variable(context, node, name, written)


def number_or_variable(context: ProcessingContext, node: Node, name: str, written: str) -> int | float | None:
    """Like `number_attribute`, for one word of an attribute."""
    if not written:
        raise QTIError(f"the attribute {name} is missing")
    found = parse_number(written)
    if found is not None:
        return found
    value = context.variable(written.strip("{}"), node.line)
    return None if value is None else as_number(value)


def integer_attribute(context: ProcessingContext, node: Node, name: str) -> int | None:
    """Return the whole number in an attribute, or the value of the variable that it names. None is NULL."""
    found = number_attribute(context, node, name)
    if found is None:
        return None
    if found != int(found):
        raise QTIError(f"the attribute {name} must be a whole number")
    return int(found)


def boolean_attribute(node: Node, name: str, *, default: bool = False) -> bool:
    """Return the value of a boolean attribute, or the default if it is missing or invalid."""
    written = node.attributes.get(name, "").strip()
    return written in ("true", "1") if written in ("true", "false", "1", "0") else default
