"""The table of operators, and what they share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias, TypeVar

from attrs import frozen

from timeback.qti.errors import QTIError
from timeback.qti.model import Node
from timeback.qti.processing.context import Context
from timeback.qti.processing.values import NUMERIC, Maybe, Value
from timeback.qti.xml.common import number as parse_number

Run: TypeAlias = Callable[[Context, Node, list[Maybe]], Maybe]
R = TypeVar("R", bound=Run)

ANY: Final = 1_000_000


@frozen
class Operator:
    """An operator: how many operands it takes, and whether it sees NULL rather than being NULL itself."""

    name: str
    low: int
    high: int
    nulls: bool
    repeats: bool
    run: Run
    required: tuple[str, ...] = ()

    def takes(self, count: int) -> bool:
        """Whether it takes so many operands."""
        return self.low <= count <= self.high


OPERATORS: Final[dict[str, Operator]] = {}


def operator(
    name: str,
    low: int,
    high: int | None = None,
    *,
    nulls: bool = False,
    repeats: bool = False,
    required: tuple[str, ...] = (),
) -> Callable[[R], R]:
    """Register a function; without `high` it takes exactly `low` operands."""

    def register(run: R) -> R:
        OPERATORS[name] = Operator(name, low, low if high is None else high, nulls, repeats, run, required)
        return run

    return register


def some(values: list[Maybe]) -> list[Value]:
    """The values that are not NULL."""
    return [value for value in values if value is not None]


def numeric(value: Value) -> int | float:
    """The number in a single value."""
    if value.cardinality != "single" or value.base_type not in NUMERIC:
        raise QTIError("takes single numbers")
    found: int | float = value.one
    return found


def flattened(values: list[Maybe]) -> list[int | float]:
    """The numbers in single values and containers."""
    if any(value.base_type not in NUMERIC for value in some(values)):
        raise QTIError("takes numbers")
    return [item for value in some(values) for item in value.items]


def truth(value: Value) -> bool:
    """The boolean in a single value."""
    if value.cardinality != "single" or value.base_type != "boolean":
        raise QTIError("takes booleans")
    return bool(value.one)


def words(value: Value) -> str:
    """The text in a single value."""
    if value.cardinality != "single" or value.base_type not in ("string", "identifier", "uri"):
        raise QTIError("takes single texts")
    return str(value.one)


def number_attribute(context: Context, node: Node, name: str) -> int | float | None:
    """A number in an attribute, or the value of the variable that the attribute names; None for NULL."""
    written = node.attributes.get(name, "").strip()
    return number_or_variable(context, node, name, written)


def number_or_variable(context: Context, node: Node, name: str, written: str) -> int | float | None:
    """What `number_attribute` does, for one word of an attribute."""
    if not written:
        raise QTIError(f"the attribute {name} is missing")
    found = parse_number(written)
    if found is not None:
        return found
    value = context.variable(written.strip("{}"), node.line)
    return None if value is None else numeric(value)


def whole_attribute(context: Context, node: Node, name: str) -> int | None:
    """A whole number in an attribute, or the value of the variable that it names; None for NULL."""
    found = number_attribute(context, node, name)
    if found is None:
        return None
    if found != int(found):
        raise QTIError(f"the attribute {name} is no whole number")
    return int(found)


def is_set(node: Node, name: str, *, default: bool = False) -> bool:
    """A boolean attribute."""
    written = node.attributes.get(name, "").strip()
    return written in ("true", "1") if written in ("true", "false", "1", "0") else default
