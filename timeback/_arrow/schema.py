"""The Arrow schema of a collection."""

from __future__ import annotations

import importlib
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from timeback._arrow.column_types import ColumnType, ListType, StructType, columns
from timeback_runtime.extras import missing_package

if TYPE_CHECKING:
    import pyarrow  # type: ignore[import-untyped, import-not-found, unused-ignore]

OTHER: Final = "_other"
"""Column for values without a fitting column: a JSON object of values by property path."""


def arrow(module: str = "pyarrow", *, feature: str = "timeback.parquet", extra: str = "parquet") -> Any:
    """Import pyarrow, or one of its modules.

    Args:
        feature: what needs it, for the text of the error.
        extra: the extra that installs it.

    Raises:
        ImportError: pyarrow is not installed.
    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise ImportError(missing_package(feature, "pyarrow", extra), name="pyarrow") from error


@cache
def schema(collection: str) -> pyarrow.Schema:
    """The Arrow schema of a collection. It does not depend on the objects.

    Args:
        collection: its name in the API, such as ``users``.

    Raises:
        InvalidRequestError: there is no such collection.
        ImportError: pyarrow is not installed.
    """
    return arrow_schema(columns(collection))


def arrow_schema(struct: StructType) -> pyarrow.Schema:
    """The Arrow schema of these columns, and of the column ``_other``."""
    pa = arrow()
    fields = [pa.field(name, arrow_type(column)) for name, column in struct.fields.items()]
    made: pyarrow.Schema = pa.schema([*fields, pa.field(OTHER, pa.string())])
    return made


def arrow_type(column: ColumnType) -> pyarrow.DataType:
    """The Arrow type of a column."""
    pa = arrow()
    if isinstance(column, ListType):
        return pa.list_(arrow_type(column.element))
    if isinstance(column, StructType):
        return pa.struct([pa.field(name, arrow_type(inner)) for name, inner in column.fields.items()])
    return {
        "text": pa.string(),
        "number_as_text": pa.string(),
        "boolean": pa.bool_(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "datetime": pa.timestamp("us", tz="UTC"),
        "date": pa.date32(),
        "json": pa.string(),
    }[column]
