"""The roster as a Prefect flow, loaded into DuckDB by dlt.

    python roster_flow.py

A failed task is repeated: dlt completes the load that was interrupted, and rows are merged by their sourcedId. Run one
flow at a time, because a pipeline has one writer: ``roster_flow.serve(..., limit=1)``.
"""

from __future__ import annotations

from collections.abc import Sequence

import dlt
from prefect import flow, get_run_logger, task

from timeback.dlt import timeback_source

COLLECTIONS = ("orgs", "courses", "classes", "users", "enrollments")


@task(retries=3, retry_delay_seconds=60)
def load(collections: Sequence[str], destination: str) -> dict[str, int]:
    """Load what changed since the last run; return the number of rows of each collection."""
    pipeline = dlt.pipeline("timeback_roster", destination=destination, dataset_name="roster")
    pipeline.run(timeback_source(collections=collections))
    counts = pipeline.last_trace.last_normalize_info.row_counts
    return {name: count for name, count in counts.items() if not name.startswith("_dlt")}


@flow(name="timeback-roster")
def roster_flow(collections: Sequence[str] = COLLECTIONS, destination: str = "duckdb") -> dict[str, int]:
    """Load the roster."""
    counts = load(collections, destination)
    get_run_logger().info("loaded %s", ", ".join(f"{count} {name}" for name, count in counts.items()) or "nothing new")
    return counts


if __name__ == "__main__":
    roster_flow()
