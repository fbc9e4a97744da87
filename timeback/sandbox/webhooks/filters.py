"""Whether the filters of a webhook hold for an event."""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final, TypeAlias

__all__ = ["all_hold", "holds", "problem_of"]

_Value: TypeAlias = str | float | bool
_Compare: TypeAlias = Callable[[Any, Any], bool]

# A pattern is applied to the start of a value, so that a long text does not hold up the server.
_PATTERN_TEXT: Final = 1000
_ORDERED: Final[Mapping[str, _Compare]] = {
    "gt": operator.gt,
    "gte": operator.ge,
    "lt": operator.lt,
    "lte": operator.le,
}
_NEGATED: Final = {"neq": "eq", "notContains": "contains", "notIn": "in"}


def _equal(value: _Value, choice: _Value) -> bool:
    return value == choice


def _matches(value: str, pattern: str) -> bool:
    return re.search(pattern, value[:_PATTERN_TEXT]) is not None


_TEXT: Final[Mapping[str, Callable[[str, str], bool]]] = {
    "contains": lambda value, wanted: wanted in value,
    "startsWith": lambda value, wanted: value.startswith(wanted),
    "endsWith": lambda value, wanted: value.endswith(wanted),
    "regexp": _matches,
}


def problem_of(given: Mapping[str, Any]) -> tuple[str, str] | None:
    """Property and problem of a filter that cannot be applied; None if it can."""
    kind, operation, text = given["filterType"], given["filterOperation"], given["filterValue"]
    if operation == "regexp":
        try:
            re.compile(text)
        except (re.error, OverflowError, RecursionError):
            return "filterValue", "must be a regular expression"
    elif operation not in _TEXT and operation != "notContains":
        wanted = text.split(",") if operation in ("in", "notIn") else [text]
        if any(_converted(kind, each) is None for each in wanted):
            return "filterValue", "must be a number" if kind == "number" else "must be true or false"
    return None


def holds(found: Mapping[str, Any], event: Mapping[str, Any]) -> bool:
    """Whether the filter holds. A filter that negates holds if the event lacks the property."""
    operation = found["filterOperation"]
    if operation in _NEGATED:
        return not _any_holds({**found, "filterOperation": _NEGATED[operation]}, event)
    return _any_holds(found, event)


def _any_holds(found: Mapping[str, Any], event: Mapping[str, Any]) -> bool:
    kind, operation, wanted = found["filterType"], found["filterOperation"], found["filterValue"]
    values = list(_values(event, found["filterKey"].split(".")))
    if operation in _TEXT:
        return any(_TEXT[operation](_text(value), wanted) for value in values)
    choices = [_converted(kind, each) for each in (wanted.split(",") if operation == "in" else [wanted])]
    compare: _Compare = _ORDERED.get(operation, _equal)
    return any(
        compare(value, choice)
        for value in (_converted(kind, each) for each in values)
        for choice in choices
        if value is not None and choice is not None
    )


def _values(value: Any, names: list[str]) -> Iterator[_Value]:
    """The scalars at a path. A list stands for each of its elements."""
    if isinstance(value, list):
        for each in value:
            yield from _values(each, names)
    elif names:
        if isinstance(value, Mapping):
            # The name of an extension can contain dots.
            for length in range(len(names), 0, -1):
                if (name := ".".join(names[:length])) in value:
                    yield from _values(value[name], names[length:])
                    return
    elif isinstance(value, str | int | float):
        yield value


def _text(value: _Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _converted(kind: str, value: Any) -> _Value | None:
    """A value as the type of the filter; None if it is not one."""
    if kind == "string":
        return _text(value).strip()
    if kind == "boolean":
        return {"true": True, "false": False}.get(_text(value).strip())
    if isinstance(value, bool):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def all_hold(filters: Iterable[Mapping[str, Any]], event: Mapping[str, Any]) -> bool:
    """Whether all active filters hold."""
    return all(holds(each, event) for each in filters if each["active"])
