"""Objects as tables, for any iterable of models: pages, lists, ``iter_*``.

    from timeback.tables import to_pandas

    frame = to_pandas(client.rostering.users.iter_users())

Columns have wire names. Times are in UTC; nested objects stay objects, and become JSON text only where their kinds are
mixed. An odd value, such as a date that is none, makes its column text and never an error.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from timeback.tables.columns import Kind, columns
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
    """The objects as dictionaries of JSON values under wire names."""
    found = (to_json(item) for item in items)
    return [item if isinstance(item, dict) else {"value": item} for item in found]


@clears_locals
def to_pandas(items: Iterable[Any]) -> pandas.DataFrame:
    """The objects as a pandas DataFrame; nested objects are Python dictionaries and lists.

    Raises:
        ImportError: pandas is not installed.
    """
    pd = _library("pandas", "to_pandas", "pandas")
    data = {}
    for column in columns(items):
        dtype = _pandas(column.kind)
        values = column.raw if dtype == "object" else column.values()
        data[column.name] = pd.Series(values, dtype=dtype)
    frame: pandas.DataFrame = pd.DataFrame(data)
    return frame


@clears_locals
def to_polars(items: Iterable[Any]) -> polars.DataFrame:
    """The objects as a polars DataFrame; nested objects are struct columns.

    Raises:
        ImportError: polars is not installed.
    """
    pl = _library("polars", "to_polars", "polars")
    data = [pl.Series(column.name, column.values(), dtype=_polars(pl, column.kind)) for column in columns(items)]
    frame: polars.DataFrame = pl.DataFrame(data)
    return frame


@clears_locals
def to_arrow(items: Iterable[Any]) -> pyarrow.Table:
    """The objects as an Arrow table; nested objects are struct columns.

    Raises:
        ImportError: pyarrow is not installed.
    """
    pa = _library("pyarrow", "to_arrow", "arrow")
    found = columns(items)
    arrays = [pa.array(column.values(), type=_arrow(pa, column.kind)) for column in found]
    table: pyarrow.Table = pa.Table.from_arrays(arrays, names=[column.name for column in found])
    return table


def _library(name: str, function: str, extra: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise ImportError(missing_package(f"{function}()", name, extra), name=name) from error


def _pandas(kind: Kind) -> str:
    return "object" if isinstance(kind, tuple) else _PANDAS_NAMES[kind]


_PANDAS_NAMES = {
    "nothing": "object",
    "truth": "boolean",
    "whole": "Int64",
    "number": "float64",
    "text": "string",
    "moment": "datetime64[us, UTC]",
    "local moment": "datetime64[us]",
    "day": "datetime64[us]",
}


def _polars(pl: Any, kind: Kind) -> Any:
    if isinstance(kind, tuple):
        if kind[0] == "list":
            return pl.List(_polars(pl, kind[1]))
        return pl.Struct({name: _polars(pl, inner) for name, inner in kind[1].items()})
    return {
        "nothing": pl.Null,
        "truth": pl.Boolean,
        "whole": pl.Int64,
        "number": pl.Float64,
        "text": pl.String,
        "moment": pl.Datetime("us", "UTC"),
        "local moment": pl.Datetime("us"),
        "day": pl.Date,
    }[kind]


def _arrow(pa: Any, kind: Kind) -> Any:
    if isinstance(kind, tuple):
        if kind[0] == "list":
            return pa.list_(_arrow(pa, kind[1]))
        return pa.struct([pa.field(name, _arrow(pa, inner)) for name, inner in kind[1].items()])
    return {
        "nothing": pa.null(),
        "truth": pa.bool_(),
        "whole": pa.int64(),
        "number": pa.float64(),
        "text": pa.string(),
        "moment": pa.timestamp("us", tz="UTC"),
        "local moment": pa.timestamp("us"),
        "day": pa.date32(),
    }[kind]
