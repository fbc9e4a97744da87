"""Pipelines in a temporary folder, and the tables that they made."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import dlt

from timeback.sandbox import Sandbox


def duckdb_pipeline(folder: Path, name: str = "roster") -> Any:
    """A pipeline that loads a DuckDB file, with all its files in a folder."""
    return dlt.pipeline(
        name,
        destination=dlt.destinations.duckdb(str(folder / "warehouse.duckdb")),
        dataset_name="roster",
        pipelines_dir=str(folder / "pipelines"),
    )


def rows(pipeline: Any, table: str, columns: str = "*") -> list[tuple[Any, ...]]:
    """The rows of a table, without an order."""
    with pipeline.sql_client() as sql:
        name = sql.make_qualified_table_name(table)
        found: list[tuple[Any, ...]] = sql.execute_sql(f"SELECT {columns} FROM {name}")
    return found


def ids(pipeline: Any, table: str) -> list[str]:
    """The ids in a table, sorted."""
    return sorted(one for (one,) in rows(pipeline, table, "sourced_id"))


def stored_ids(box: Sandbox, collection: str) -> list[str]:
    """The ids on the server, sorted."""
    return sorted(one["sourcedId"] for one in box.store.all(collection))


def loaded(pipeline: Any) -> dict[str, int]:
    """How many rows the last run loaded into each table that it loaded any into."""
    counts = pipeline.last_trace.last_normalize_info.row_counts
    return {name: count for name, count in counts.items() if count and not name.startswith("_dlt")}
