"""Record batches from plain JSON objects, one column after the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Self

import attrs

from timeback._arrow.coercion import (
    UNCONVERTIBLE,
    Converter,
    Rejected,
    SetAside,
    as_json,
    converters,
    is_secret,
    path_below,
    row,
)
from timeback._arrow.column_builders import Builder, builder
from timeback._arrow.column_types import StructType, columns
from timeback._arrow.schema import arrow, arrow_schema

if TYPE_CHECKING:
    import pyarrow  # type: ignore[import-untyped, import-not-found, unused-ignore]


def record_batch(collection: str, objects: Sequence[Mapping[str, Any]]) -> pyarrow.RecordBatch:
    """Convert objects of a collection to a record batch with the columns of ``schema(collection)``.

    Values without a fitting column are JSON text in the column ``_other``. Passwords are left out.

    Args:
        collection: its name in the API, such as ``users``.
        objects: JSON values as a server sent them. They are not changed.

    Raises:
        InvalidRequestError: there is no such collection.
        RecursionError: an object is nested too deeply.
        ImportError: pyarrow is not installed.
    """
    return batch_converter(collection).convert(objects)[0]


@cache
def batch_converter(collection: str) -> BatchConverter:
    """The converter of a collection.

    Raises:
        InvalidRequestError: there is no such collection.
        ImportError: pyarrow is not installed.
    """
    return BatchConverter.of(columns(collection))


@attrs.frozen
class BatchConverter:
    """Converts objects with the same columns."""

    _schema: pyarrow.Schema
    _builders: Mapping[str, Builder]
    _converters: Mapping[str, Converter]

    @classmethod
    def of(cls, struct: StructType) -> Self:
        """The converter for these columns, and the column ``_other``."""
        builders = {name: builder(type_) for name, type_ in struct.fields.items()}
        return cls(arrow_schema(struct), builders, converters(struct))

    def convert(self, objects: Sequence[Mapping[str, Any]]) -> tuple[pyarrow.RecordBatch, dict[int, Rejected]]:
        """The objects as a record batch, and the values in ``_other`` by the index of their object.

        Raises:
            RecursionError: an object is nested too deeply.
        """
        arrays, odd = [], set[int]()
        for name, build in self._builders.items():
            values = [one.get(name) for one in objects]
            array = build(values)
            arrays.append(self._one_by_one(name, values, odd) if array is None else array)
        aside = self._set_aside(objects, odd)
        others: list[str | None] = [None] * len(objects)
        for index, rejected in aside.items():
            others[index] = as_json({one.path: one.value for one in rejected})
        pa = arrow()
        arrays.append(pa.array(others, pa.string()))
        return pa.RecordBatch.from_arrays(arrays, schema=self._schema), aside

    def _one_by_one(self, name: str, values: Sequence[Any], odd: set[int]) -> pyarrow.Array:
        """Convert the values of a column that has no uniform form; adds the indexes of values that do not fit."""
        convert = self._converters[name]
        converted = []
        for index, value in enumerate(values):
            rejected: Rejected = []
            one = None if value is None else convert(value, name, rejected)
            if one is UNCONVERTIBLE:
                one = None
                odd.add(index)
            elif rejected:
                odd.add(index)
            converted.append(one)
        return arrow().array(converted, self._schema.field(name).type)

    def _set_aside(self, objects: Sequence[Mapping[str, Any]], odd: set[int]) -> dict[int, Rejected]:
        unknown = set[Any]().union(*objects).difference(self._converters)
        unknown = {name for name in unknown if not is_secret(name)}
        if not unknown:
            return {index: row(self._converters, objects[index])[1] for index in sorted(odd)}
        found: dict[int, Rejected] = {}
        for index, one in enumerate(objects):
            if index in odd:
                # The order is that of the properties of the object.
                found[index] = row(self._converters, one)[1]
            elif not unknown.isdisjoint(one):
                found[index] = [
                    SetAside(path_below("", name), value, "unknown") for name, value in one.items() if name in unknown
                ]
        return found
