"""Converts pages of plain JSON to what dlt loads: Arrow record batches, or rows with nested objects."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from timeback._arrow.batches import BatchConverter
from timeback._arrow.coercion import as_json, converters, row, without_secrets
from timeback._arrow.column_types import StructType
from timeback._arrow.schema import OTHER, arrow
from timeback.dlt.hints import DELETED, Nested, flat, hint, hints_of, scalars

if TYPE_CHECKING:
    from dlt.common.schema.typing import TTableSchemaColumns

Objects: TypeAlias = Sequence[dict[str, Any]]
Conversion: TypeAlias = Callable[[Objects], Any]
DeletionMark: TypeAlias = Callable[[dict[str, Any]], bool]
"""Whether the rows of an object are removed."""


def conversion(
    struct: StructType, nested: Nested, marked: DeletionMark | None
) -> tuple[Conversion, TTableSchemaColumns]:
    """The conversion of pages, and the hints for its columns.

    Args:
        struct: the columns.
        nested: ``json`` for record batches with nested objects as JSON text, ``tables`` for rows from which dlt makes
            child tables.
        marked: which objects dlt removes the rows of; None for none, which also leaves out the column for it.
    """
    convert = _to_batches(flat(struct), marked) if nested == "json" else _to_rows(struct, marked)
    hints = hints_of(flat(struct) if nested == "json" else scalars(struct))
    if marked is not None:
        hints[DELETED] = {**hint(DELETED, "boolean"), "hard_delete": True}
    return convert, hints


def _to_batches(struct: StructType, marked: DeletionMark | None) -> Conversion:
    arrow("pyarrow", feature="timeback.dlt", extra="dlt")
    converter = BatchConverter.of(struct)

    def convert(objects: Objects) -> Any:
        batch, _ = converter.convert(objects)
        if marked is None:
            return batch
        pa = arrow()
        deleted = pa.array([marked(one) for one in objects], pa.bool_())
        fields = [*batch.schema, pa.field(DELETED, pa.bool_())]
        return pa.RecordBatch.from_arrays([*batch.columns, deleted], schema=pa.schema(fields))

    return convert


def _to_rows(struct: StructType, marked: DeletionMark | None) -> Conversion:
    fields = converters(scalars(struct))
    nested = struct.fields.keys() - fields.keys()

    def convert(objects: Objects) -> Any:
        made = []
        for one in objects:
            values, aside = row(fields, {name: value for name, value in one.items() if name not in nested})
            values.update({name: without_secrets(one[name]) for name in nested if one.get(name) is not None})
            if aside:
                values[OTHER] = as_json({part.path: part.value for part in aside})
            if marked is not None:
                values[DELETED] = marked(one)
            made.append(values)
        return made

    return convert
