"""Filters of OneRoster from options and from conditions of a query. Nothing here imports pyspark."""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

import attrs

from timeback._arrow.column_types import ColumnType, columns
from timeback.filters import Expression, F

_QUOTED_OR_OR: Final = re.compile(r"('(?:[^']|'')*')|\s+OR\s+")
_EQUAL_TYPES: Final = ("text", "number_as_text", "boolean")
_ORDERED_TYPES: Final = ("datetime", "date", "integer", "number")
_COMPARISONS: Final = {">": operator.gt, ">=": operator.ge, "<": operator.lt, "<=": operator.le}
_SECOND: Final = timedelta(seconds=1)


@attrs.frozen
class Condition:
    """One comparison of a query, which Spark evaluates again on the rows that the server returns.

    Attributes:
        column: the path of the column, such as ``("status",)``.
        operator: ``=``, ``>``, ``>=``, ``<`` or ``<=``.
        value: the value as Spark passes it.
    """

    column: tuple[str, ...]
    operator: str
    value: Any = attrs.field(repr=False)


def pushed_filter(collection: str, conditions: Iterable[Condition]) -> Expression | None:
    """Return the filter of the conditions that a server evaluates as Spark does, or more broadly; None without any.

    Text is compared for equality only: servers order text in different ways. Times are widened to whole seconds, since
    servers store fractions of a second with different precision.
    """
    known = columns(collection).fields
    found: Expression | None = None
    for condition in conditions:
        name, *nested = condition.column
        expression = None if nested else _expression(name, known.get(name), condition)
        if expression is not None:
            found = expression if found is None else found & expression
    return found


def _expression(name: str, column: ColumnType | None, condition: Condition) -> Expression | None:
    value, comparison = condition.value, condition.operator
    if comparison == "=":
        if column in _EQUAL_TYPES and isinstance(value, str | bool) and _can_be_quoted(str(value)):
            return F[name] == (str(value).lower() if isinstance(value, bool) else value)
        return None
    if column not in _ORDERED_TYPES or not _is_ordered(value):
        return None
    if isinstance(value, datetime):
        value, comparison = _widened(value, up=comparison.startswith("<")), f"{comparison[0]}="
    expression: Expression = _COMPARISONS[comparison](F[name], value)
    return expression


def _can_be_quoted(text: str) -> bool:
    # Providers write a quote in a value in different ways.
    return bool(text) and not set(text) & {"'", "\0"} and text.isprintable()


def _is_ordered(value: object) -> bool:
    if isinstance(value, bool):
        return False
    if isinstance(value, datetime):
        return value.tzinfo is not None
    return isinstance(value, date | int) or (isinstance(value, float) and math.isfinite(value))


def _widened(when: datetime, *, up: bool) -> datetime:
    floor = when.astimezone(UTC).replace(microsecond=0)
    return floor + _SECOND if up and when.microsecond else floor


def combined(text: str | None, expression: Expression | None) -> str | Expression | None:
    """Return the filter ``text AND expression``; either may be None.

    The grammar has no parentheses, and AND binds tighter than OR, so the expression is added to each alternative.
    """
    if text is None or expression is None:
        return expression if text is None else text
    return " OR ".join(f"{alternative} AND {expression}" for alternative in _alternatives(text))


def has_alternatives(filter_expr: str | Expression | None) -> bool:
    """Return whether a filter has an OR."""
    return filter_expr is not None and len(_alternatives(str(filter_expr))) > 1


def _alternatives(text: str) -> list[str]:
    found, start = [], 0
    for match in _QUOTED_OR_OR.finditer(text):
        if match[1] is None:
            found.append(text[start : match.start()])
            start = match.end()
    return [*found, text[start:]]
