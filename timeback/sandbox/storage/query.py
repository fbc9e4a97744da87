"""Filters, sorting and selections as SQL over the tables of comparable values.

Numbers, dates and truth values compare by what they mean and text by code point, since that is how they were stored;
`!=` is the opposite of `=`, so it also holds where there is no value. Where an object has several values under a name
(grades, roles), a comparison holds if it does for one of them, and `!=` if none is equal. `~` (contains) minds case,
as the other comparisons of text do. `search` does not.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from timeback._spec.schemas import DocumentError
from timeback.sandbox.errors import ApiError, printable_name
from timeback.sandbox.spec.comparable import Comparable, comparable
from timeback.sandbox.spec.filter_parser import Comparison, Filter
from timeback.sandbox.spec.openapi import Select
from timeback.sandbox.storage.columns import IndexedColumn, TableLayout, quoted

__all__ = ["Condition", "condition_of_filter", "condition_of_search", "condition_of_select", "join", "order"]

_KINDS = {"number": "a number", "date": "a date or a time in ISO form", "boolean": "true or false"}


@attrs.frozen
class Condition:
    """A piece of SQL about the table of values under the alias v, with its parameters."""

    sql: str
    values: tuple[Comparable, ...] = attrs.field(default=(), repr=False)


def join(conditions: list[Condition]) -> Condition | None:
    if not conditions:
        return None
    sql = " AND ".join(f"({condition.sql})" for condition in conditions)
    return Condition(sql, tuple(value for condition in conditions for value in condition.values))


def _literal(slot: IndexedColumn, comparison: Comparison) -> Comparable:
    kind = slot.property.type
    if comparison.operator == "~":
        if kind not in ("text", "mixed"):
            raise ApiError(422, f"filter: {comparison.name} holds {_KINDS[kind]}, and ~ takes text only")
        return comparison.value
    value = comparable(kind, comparison.value)
    if value is None:
        raise ApiError(422, f"filter: {comparison.name} compares with {_KINDS[kind]}")
    return value


def _comparison(layout: TableLayout, comparison: Comparison, alias: str) -> Condition:
    slot = layout.indexed[comparison.name]
    value = _literal(slot, comparison)
    operator = comparison.operator
    if slot.column is not None:
        column = f"{alias}.{slot.column}"
        if operator == "~":
            return Condition(f"instr({column}, ?) > 0", (value,))
        return Condition(f"{column} {'IS NOT' if operator == '!=' else operator} ?", (value,))
    inner = "instr(value, ?) > 0" if operator == "~" else f"value {'=' if operator == '!=' else operator} ?"
    word = "NOT IN" if operator == "!=" else "IN"
    return Condition(
        f"{alias}.position {word} (SELECT position FROM many WHERE number = ? AND {inner})", (slot.number, value)
    )


def _filter(layout: TableLayout, parsed: Filter, alias: str = "v") -> Condition:
    alternatives = []
    values: list[Comparable] = []
    for alternative in parsed.alternatives:
        parts = [_comparison(layout, comparison, alias) for comparison in alternative]
        alternatives.append(" AND ".join(part.sql for part in parts))
        values += [value for part in parts for value in part.values]
    return Condition(" OR ".join(f"({alternative})" for alternative in alternatives), tuple(values))


def condition_of_filter(layout: TableLayout, parsed: Filter) -> Condition:
    """A client's filter; a name that objects of this collection cannot be filtered by is a 422."""
    for comparison in parsed.comparisons():
        if comparison.name not in layout.entity.public:
            known = ", ".join(sorted(layout.entity.public))
            raise ApiError(
                422,
                f"filter: {layout.entity.name} cannot be filtered by {printable_name(comparison.name)}; "
                f"names that can: {known}",
                code_minor="invalid_filter_field",
            )
    return _filter(layout, parsed)


def condition_of_search(layout: TableLayout, text: str) -> Condition | None:
    """Objects that hold the text in any of their plain texts, in either case; None where search is not heeded."""
    return Condition("instr(v.search, ?) > 0", (text.casefold(),)) if layout.searched else None


def condition_of_select(
    layouts: Mapping[str, TableLayout], entity: str, select: Select, path: Mapping[str, str]
) -> Condition:
    """The objects that an operation is about. Those that are marked tobedeleted lead to no others."""
    where = select.where.fill(path)
    if select.source is None:
        return _filter(layouts[entity], where)
    source = layouts[select.source]
    inner = _filter(source, where, "s")
    taken = source.indexed[f"{select.take}.sourcedId"]
    own = layouts[entity].indexed["sourcedId"].column
    alive = f" AND s.{source.indexed['status'].column} IS NOT 'tobedeleted'" if "status" in source.indexed else ""
    table = quoted(source.table)
    if taken.column is not None:
        found = f"SELECT s.{taken.column} FROM {table} s WHERE ({inner.sql}){alive}"
        return Condition(f"v.{own} IN ({found})", inner.values)
    found = (
        f"SELECT m.value FROM {table} s JOIN many m ON m.position = s.position AND m.number = {taken.number} "
        f"WHERE ({inner.sql}){alive}"
    )
    return Condition(f"v.{own} IN ({found})", inner.values)


# A prime, so that its multiples order the positions anew without a repetition.
_PRIME = 2**31 - 1


def order(layout: TableLayout, name: str | None, descending: bool, shuffle: int | None = None) -> str:
    """ORDER BY of a list: without a name the order of creation; objects without a value come last either way.

    `shuffle` is a number from which another order follows wherever the name leaves it open.
    """
    direction = "DESC" if descending else "ASC"
    position = "v.position" if shuffle is None else f"v.position * {shuffle + 1} % {_PRIME}"
    if name is None:
        return f"{position} {direction}"
    if name not in layout.entity.public:
        known = ", ".join(sorted(layout.entity.public))
        raise ApiError(
            422, f"sort: {layout.entity.name} cannot be sorted by {printable_name(name)}; names that can: {known}"
        )
    slot = layout.indexed[name]
    value = f"v.{slot.column}"
    if slot.column is None:
        pick = "max" if descending else "min"
        value = f"(SELECT {pick}(value) FROM many WHERE number = {slot.number} AND position = v.position)"
    return f"{value} {direction} NULLS LAST, {position} ASC"


def check(layouts: Mapping[str, TableLayout], entity: str, select: Select) -> None:
    """Refuse a selection at start that could not be carried out later."""
    try:
        condition_of_select(layouts, entity, select, dict.fromkeys(select.names(), "x"))
    except (ApiError, KeyError) as error:
        raise DocumentError(f"x-select of {entity}: {error}") from error
