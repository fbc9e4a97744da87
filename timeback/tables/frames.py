"""Data frames and tables from columns: pandas, polars, Arrow. Each library is imported when its function is called."""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from timeback.tables.columns import ColumnType, columns
from timeback_runtime.extras import missing_package
from timeback_runtime.frames import clears_locals
from timeback_runtime.model import to_json

if TYPE_CHECKING:
    import pandas  # type: ignore[import-untyped, import-not-found, unused-ignore]
    import polars  # type: ignore[import-untyped, import-not-found, unused-ignore]
    import pyarrow  # type: ignore[import-untyped, import-not-found, unused-ignore]

__all__ = ["to_arrow", "to_dicts", "to_pandas", "to_polars"]


@clears_locals
def to_dicts(items: Iterable[Any]) -> list[dict[str, Any]]:
    """Return the objects as dictionaries of JSON values with wire names, in the form in which they are sent."""
    converted = (to_json(item) for item in items)
    return [item if isinstance(item, dict) else {"value": item} for item in converted]


@clears_locals
def to_pandas(items: Iterable[Any]) -> pandas.DataFrame:
    """Return the objects as a pandas DataFrame. Nested objects are Python dictionaries and lists.

    Raises:
        ImportError: pandas is not installed.
    """
    pd = _library("pandas", "to_pandas", "pandas")
    data = {}
    for column in columns(items):
        dtype = _pandas_dtype(column.type)
        values = column.raw if dtype == "object" else column.values()
        data[column.name] = pd.Series(values, dtype=dtype)
    frame: pandas.DataFrame = pd.DataFrame(data)
    return frame


@clears_locals
def to_polars(items: Iterable[Any]) -> polars.DataFrame:
    """Return the objects as a polars DataFrame. Nested objects are struct columns.

    Raises:
        ImportError: polars is not installed.
    """
    pl = _library("polars", "to_polars", "polars")
    data = [pl.Series(column.name, column.values(), dtype=_polars_type(pl, column.type)) for column in columns(items)]
    frame: polars.DataFrame = pl.DataFrame(data)
    return frame


@clears_locals
def to_arrow(items: Iterable[Any]) -> pyarrow.Table:
    """Return the objects as an Arrow table. Nested objects are struct columns.

    Raises:
        ImportError: pyarrow is not installed.
    """
    pa = _library("pyarrow", "to_arrow", "arrow")
    table_columns = columns(items)
    arrays = [pa.array(column.values(), type=_arrow_type(pa, column.type)) for column in table_columns]
    table: pyarrow.Table = pa.Table.from_arrays(arrays, names=[column.name for column in table_columns])
    return table


def _library(name: str, function: str, extra: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise ImportError(missing_package(f"{function}()", name, extra), name=name) from error


def _pandas_dtype(column_type: ColumnType) -> str:
    return "object" if isinstance(column_type, tuple) else _PANDAS_DTYPES[column_type]


_PANDAS_DTYPES = {
    "null": "object",
    "boolean": "boolean",
    "integer": "Int64",
    "number": "float64",
    "text": "string",
    "datetime": "datetime64[us, UTC]",
    "local datetime": "datetime64[us]",
    "date": "datetime64[us]",
}


def _polars_type(pl: Any, column_type: ColumnType) -> Any:
    if isinstance(column_type, tuple):
        if column_type[0] == "list":
            return pl.List(_polars_type(pl, column_type[1]))
        return pl.Struct({name: _polars_type(pl, inner) for name, inner in column_type[1].items()})
    return {
        "null": pl.Null,
        "boolean": pl.Boolean,
        "integer": pl.Int64,
        "number": pl.Float64,
        "text": pl.String,
        "datetime": pl.Datetime("us", "UTC"),
        "local datetime": pl.Datetime("us"),
        "date": pl.Date,
    }[column_type]


def _arrow_type(pa: Any, column_type: ColumnType) -> Any:
    if isinstance(column_type, tuple):
        if column_type[0] == "list":
            return pa.list_(_arrow_type(pa, column_type[1]))
        return pa.struct([pa.field(name, _arrow_type(pa, inner)) for name, inner in column_type[1].items()])
    return {
        "null": pa.null(),
        "boolean": pa.bool_(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "text": pa.string(),
        "datetime": pa.timestamp("us", tz="UTC"),
        "local datetime": pa.timestamp("us"),
        "date": pa.date32(),
    }[column_type]
