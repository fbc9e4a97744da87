"""Builds an Arrow array from the JSON values of one column, without a look at each value in Python where possible.

A builder returns None if any value is not of the form that it converts. The caller then converts the values one by one
with ``coercion``. Both give the same array for values that a builder accepts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from timeback._arrow.coercion import as_json
from timeback._arrow.column_types import ColumnType, ListType, ScalarType, StructType
from timeback._arrow.schema import arrow, arrow_type

if TYPE_CHECKING:
    import pyarrow  # type: ignore[import-untyped, import-not-found, unused-ignore]

Builder: TypeAlias = "Callable[[list[Any]], pyarrow.Array | None]"
"""Takes the values of a column, with None for each missing or null value."""

_BOOLEANS: Final = {None: None, True: True, False: False, "true": True, "false": False}
_EXACT: Final = 2**53
"""A double represents every integer up to this one."""
_INT64_LIMIT: Final = 2**63
# Forms that Arrow and datetime.fromisoformat read alike. Years and offsets are limited, so that the time in UTC is in
# the range of both; other values are converted one by one.
_DATE_FORM: Final = r"[12]\d{3}-\d{2}-\d{2}"
_DATE: Final = f"^{_DATE_FORM}$"
_DATETIME: Final = rf"^{_DATE_FORM}T\d{{2}}:\d{{2}}:\d{{2}}(\.\d{{1,6}})?(Z|[+-](0\d|1[0-4]):[0-5]\d)$"


def builder(type_: ColumnType) -> Builder:
    """The builder of a column type."""
    if isinstance(type_, ListType):
        return _list_builder(type_)
    if isinstance(type_, StructType):
        return _struct_builder(type_)
    return _SCALARS[type_]


def _types(values: Iterable[Any]) -> set[type]:
    found = set(map(type, values))
    found.discard(type(None))
    return found


def _text(values: list[Any]) -> pyarrow.Array | None:
    if _types(values) <= {str}:
        pa = arrow()
        try:
            return pa.array(values, pa.string())
        except (UnicodeEncodeError, pa.ArrowInvalid):
            # JSON can contain a lone surrogate, UTF-8 cannot.
            pass
    return None


def _boolean(values: list[Any]) -> pyarrow.Array | None:
    types = _types(values)
    if types <= {bool}:
        return arrow().array(values, arrow_type("boolean"))
    if types <= {bool, str}:
        try:
            return arrow().array([_BOOLEANS[value] for value in values], arrow_type("boolean"))
        except KeyError:
            pass
    return None


def _integer(values: list[Any]) -> pyarrow.Array | None:
    if _types(values) <= {int} and _within(values, _INT64_LIMIT - 1):
        return arrow().array(values, arrow_type("integer"))
    return None


def _number(values: list[Any]) -> pyarrow.Array | None:
    types = _types(values)
    if types <= {float} or (types <= {float, int} and _within((one for one in values if type(one) is int), _EXACT)):
        return arrow().array(values, arrow_type("number"))
    return None


def _within(values: Iterable[Any], limit: int) -> bool:
    given = [value for value in values if value is not None]
    return not given or (min(given) >= -limit and max(given) <= limit)


def _parsed(type_: ScalarType, form: str) -> Builder:
    """Lets Arrow parse text if every value has the form."""

    def build(values: list[Any]) -> pyarrow.Array | None:
        texts = _text(values)
        if texts is None:
            return None
        pa, compute = arrow(), arrow("pyarrow.compute")
        if texts.null_count == len(texts):
            return pa.nulls(len(texts), arrow_type(type_))
        if compute.all(compute.match_substring_regex(texts, form)).as_py() is not True:
            return None
        try:
            return compute.cast(texts, arrow_type(type_))
        except pa.ArrowInvalid:  # such as 30 February
            return None

    return build


def _json(values: list[Any]) -> pyarrow.Array:
    pa = arrow()
    return pa.array([None if value is None else as_json(value) for value in values], pa.string())


def _list_builder(type_: ListType) -> Builder:
    of_elements, list_type = builder(type_.element), arrow_type(type_)

    def build(values: list[Any]) -> pyarrow.Array | None:
        if not _types(values) <= {list, tuple}:
            return None
        pa = arrow()
        elements = of_elements(list(chain.from_iterable(value for value in values if value is not None)))
        if elements is None:
            return None
        offsets, total = [], 0
        for value in values:
            # A missing offset makes a missing list.
            offsets.append(None if value is None else total)
            total += 0 if value is None else len(value)
        offsets.append(total)
        return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), elements, type=list_type)

    return build


def _struct_builder(type_: StructType) -> Builder:
    builders = {name: builder(inner) for name, inner in type_.fields.items()}
    known, fields = frozenset(builders), list(arrow_type(type_))

    def build(values: list[Any]) -> pyarrow.Array | None:
        if not _types(values) <= {dict}:
            return None
        given = [value for value in values if value is not None]
        if not all(map(known.issuperset, given)):
            return None
        children = []
        for name, build_field in builders.items():
            child = build_field([None if value is None else value.get(name) for value in values])
            if child is None:
                return None
            children.append(child)
        pa = arrow()
        mask = None if len(given) == len(values) else pa.array([value is None for value in values], pa.bool_())
        return pa.StructArray.from_arrays(children, fields=fields, mask=mask)

    return build


_SCALARS: Final[dict[ScalarType, Builder]] = {
    "text": _text,
    "number_as_text": _text,
    "boolean": _boolean,
    "integer": _integer,
    "number": _number,
    "datetime": _parsed("datetime", _DATETIME),
    "date": _parsed("date", _DATE),
    "json": _json,
}
