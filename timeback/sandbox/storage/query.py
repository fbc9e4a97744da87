"""SQL conditions: filters, search, sorting and `x-select` as SQL over the tables of comparable values.

Numbers, dates and booleans compare by value and text by code point, since that is how they are stored. `!=` is the
negation of `=`, so it also matches objects without a value. If an object has several values of a property (grades,
roles), a comparison matches if one of them does, and `!=` matches if none is equal. `~` (contains) is case-sensitive,
like the other comparisons of text. `search` is not.

`metadata` has no columns, since clients choose its keys. A comparison with one of them reads the objects. A number in
it is compared by value with a literal that is a number; text, and true or false, with the text of the literal.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import attrs

from timeback._spec.schemas import DocumentError
from timeback._spec.status import DELETED
from timeback.sandbox.errors import ApiError, printable_name
from timeback.sandbox.spec.comparable import Comparable, comparable
from timeback.sandbox.spec.filter_parser import Comparison, Filter
from timeback.sandbox.spec.openapi import Select
from timeback.sandbox.storage.columns import IndexedColumn, TableLayout, quoted

__all__ = ["SqlCondition", "condition_of_filter", "condition_of_search", "condition_of_select", "join", "order"]

_METADATA = "metadata"
_TYPE_NAMES = {"number": "a number", "date": "a date or time in ISO 8601 form", "boolean": "true or false"}


@attrs.frozen
class SqlCondition:
    """An SQL condition with its parameters. The value table has the alias v."""

    sql: str
    values: tuple[Comparable, ...] = attrs.field(default=(), repr=False)


def join(conditions: list[SqlCondition]) -> SqlCondition | None:
    if not conditions:
        return None
    sql = " AND ".join(f"({condition.sql})" for condition in conditions)
    return SqlCondition(sql, tuple(value for condition in conditions for value in condition.values))


def _literal(indexed_column: IndexedColumn, comparison: Comparison) -> Comparable:
    kind = indexed_column.property.type
    if comparison.operator == "~":
        if kind not in ("text", "mixed"):
            raise ApiError(422, f"filter: {comparison.name} is {_TYPE_NAMES[kind]}, and the operator ~ needs text")
        return comparison.value
    value = comparable(kind, comparison.value)
    if value is None:
        raise ApiError(422, f"filter: the value of {comparison.name} must be {_TYPE_NAMES[kind]}")
    return value


def _is_in_metadata(layout: TableLayout, name: str) -> bool:
    return name.startswith(f"{_METADATA}.") and _METADATA in layout.entity.properties


def _metadata_comparison(comparison: Comparison, alias: str) -> SqlCondition:
    """A comparison of a value in metadata, or of the elements of a list there. An object has no value."""
    # A key may contain a dot.
    paths = ("$" + "".join(f'."{part}"' for part in comparison.name.split(".", count)) for count in (1, -1))
    found = "CASE e.type WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' ELSE e.atom END"
    operator = "=" if comparison.operator == "!=" else comparison.operator
    text = comparison.value
    number = comparable("number", text)
    values: list[Comparable] = [text]
    test = f"typeof({found}) = 'text' AND " + (f"instr({found}, ?) > 0" if operator == "~" else f"{found} {operator} ?")
    if operator != "~" and number is not None:
        test += f" OR typeof({found}) IN ('integer', 'real') AND {found} {operator} ?"
        values.append(number)
    word = "NOT EXISTS" if comparison.operator == "!=" else "EXISTS"
    return SqlCondition(
        f"{word} (SELECT 1 FROM objects o, (SELECT ? AS path UNION SELECT ?) p, json_each(o.body, p.path) e "
        f"WHERE o.position = {alias}.position AND json_type(o.body, p.path) IS NOT 'object' AND ({test}))",
        (*paths, *values),
    )


def _comparison(layout: TableLayout, comparison: Comparison, alias: str) -> SqlCondition:
    if comparison.operator == "@":
        return _any_of([_comparison(layout, each, alias) for each in comparison.choices()])
    if _is_in_metadata(layout, comparison.name):
        return _metadata_comparison(comparison, alias)
    indexed_column = layout.indexed[comparison.name]
    value = _literal(indexed_column, comparison)
    operator = comparison.operator
    if indexed_column.column is not None:
        column = f"{alias}.{indexed_column.column}"
        if operator == "~":
            return SqlCondition(f"instr({column}, ?) > 0", (value,))
        return SqlCondition(f"{column} {'IS NOT' if operator == '!=' else operator} ?", (value,))
    inner = "instr(value, ?) > 0" if operator == "~" else f"value {'=' if operator == '!=' else operator} ?"
    word = "NOT IN" if operator == "!=" else "IN"
    return SqlCondition(
        f"{alias}.position {word} (SELECT position FROM many WHERE number = ? AND {inner})",
        (indexed_column.number, value),
    )


def _any_of(conditions: list[SqlCondition]) -> SqlCondition:
    sql = " OR ".join(f"({condition.sql})" for condition in conditions)
    return SqlCondition(f"({sql})", tuple(value for condition in conditions for value in condition.values))


def _filter(
    layout: TableLayout,
    parsed: Filter,
    alias: str = "v",
    compare: Callable[[TableLayout, Comparison, str], SqlCondition] = _comparison,
) -> SqlCondition:
    alternatives = []
    values: list[Comparable] = []
    for alternative in parsed.alternatives:
        parts = [compare(layout, comparison, alias) for comparison in alternative]
        alternatives.append(" AND ".join(part.sql for part in parts))
        values += [value for part in parts for value in part.values]
    return SqlCondition(" OR ".join(f"({alternative})" for alternative in alternatives), tuple(values))


def condition_of_filter(layout: TableLayout, parsed: Filter) -> SqlCondition:
    """The condition of a client's filter.

    Raises:
        ApiError: 422; the collection cannot be filtered by a property, or a value has the wrong type.
    """
    for comparison in parsed.comparisons():
        if comparison.name not in layout.entity.public and not _is_in_metadata(layout, comparison.name):
            several = {f"{_METADATA}.KEY"} if _METADATA in layout.entity.properties else set()
            known = ", ".join(sorted(layout.entity.public | several))
            raise ApiError(
                422,
                f"filter: {layout.entity.name} cannot be filtered by {printable_name(comparison.name)}; "
                f"must be one of: {known}",
                code_minor="invalid_filter_field",
            )
    return _filter(layout, parsed)


def condition_of_search(layout: TableLayout, text: str) -> SqlCondition | None:
    """Objects that contain the text in any searchable property, ignoring case; None if search is not supported."""
    return SqlCondition("instr(v.search, ?) > 0", (text.casefold(),)) if layout.searched else None


def condition_of_select(
    layouts: Mapping[str, TableLayout], entity: str, select: Select, path: Mapping[str, str]
) -> SqlCondition:
    """The objects that `x-select` selects. Source objects with the status tobedeleted select nothing."""
    where = select.where.fill(path)
    if select.source is None:
        return _filter(layouts[entity], where, compare=partial(_comparison_or_inherited, layouts, select))
    source = layouts[select.source]
    inner = _filter(source, where, "s")
    taken = source.indexed[f"{select.take}.sourcedId"]
    own = layouts[entity].indexed["sourcedId"].column
    alive = f" AND s.{source.indexed['status'].column} IS NOT '{DELETED}'" if "status" in source.indexed else ""
    table = quoted(source.table)
    if taken.column is not None:
        found = f"SELECT s.{taken.column} FROM {table} s WHERE ({inner.sql}){alive}"
        return SqlCondition(f"v.{own} IN ({found})", inner.values)
    found = (
        f"SELECT m.value FROM {table} s JOIN many m ON m.position = s.position AND m.number = {taken.number} "
        f"WHERE ({inner.sql}){alive}"
    )
    return SqlCondition(f"v.{own} IN ({found})", inner.values)


def _comparison_or_inherited(
    layouts: Mapping[str, TableLayout], select: Select, layout: TableLayout, comparison: Comparison, alias: str
) -> SqlCondition:
    """A comparison in which an object without a value has that of the object that it refers to, if it inherits it."""
    own = _comparison(layout, comparison, alias)
    inherited = select.inherited(comparison.name)
    if inherited is None:
        return own
    collection, reference = inherited
    source = layouts[collection]
    inner = _comparison(source, comparison, "i")
    column, key = layout.indexed[comparison.name].column, layout.indexed[f"{reference}.sourcedId"].column
    sql = (
        f"({own.sql} OR {alias}.{column} IS NULL AND {alias}.{key} IN "
        f"(SELECT i.{source.indexed['sourcedId'].column} FROM {quoted(source.table)} i WHERE {inner.sql}))"
    )
    return SqlCondition(sql, own.values + inner.values)


# A prime modulus, so that multiplying permutes the positions without collisions.
_PRIME = 2**31 - 1


def order(layout: TableLayout, name: str | None, descending: bool, shuffle: int | None = None) -> str:
    """The ORDER BY clause of a list. Without a name it is the order of creation. Objects without a value come last.

    `shuffle` is a number that determines another order of objects with equal values.
    """
    direction = "DESC" if descending else "ASC"
    position = "v.position" if shuffle is None else f"v.position * {shuffle + 1} % {_PRIME}"
    if name is None:
        return f"{position} {direction}"
    if name not in layout.entity.public:
        known = ", ".join(sorted(layout.entity.public))
        raise ApiError(
            422, f"sort: {layout.entity.name} cannot be sorted by {printable_name(name)}; must be one of: {known}"
        )
    indexed_column = layout.indexed[name]
    value = f"v.{indexed_column.column}"
    if indexed_column.column is None:
        pick = "max" if descending else "min"
        value = f"(SELECT {pick}(value) FROM many WHERE number = {indexed_column.number} AND position = v.position)"
    return f"{value} {direction} NULLS LAST, {position} ASC"


def check(layouts: Mapping[str, TableLayout], entity: str, select: Select) -> None:
    """Check a selection when the sandbox starts.

    Raises:
        DocumentError: it cannot be expressed in SQL.
    """
    try:
        condition_of_select(layouts, entity, select, dict.fromkeys(select.names(), "x"))
    except (ApiError, KeyError) as error:
        raise DocumentError(f"x-select of {entity}: {error}") from error
