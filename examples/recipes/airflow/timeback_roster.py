"""A DAG that loads the roster into a warehouse each night.

Copy this file and ``timeback_hook.py`` to the folder of DAGs. The connection of the hook names the source, dlt's
environment variables name the destination, such as ``DESTINATION__POSTGRES__CREDENTIALS``.

``max_active_runs=1``: a pipeline has one writer. A retry is safe: dlt completes the load that was interrupted, and rows
are merged by their sourcedId.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from airflow.sdk import dag, task

DESTINATION = "duckdb"
COLLECTIONS = ["orgs", "courses", "classes", "users", "enrollments"]


@dag(
    schedule="0 2 * * *",
    start_date=datetime(2026, 1, 1, tzinfo=UTC),
    catchup=False,
    max_active_runs=1,
    tags=["timeback"],
)
def timeback_roster() -> None:
    """Load what changed since the last run."""

    @task(retries=3, retry_delay=timedelta(minutes=10), pool="default_pool")
    def load(collections: list[str]) -> dict[str, int]:
        # Imported in the task: Airflow parses this file often.
        import dlt
        from timeback_hook import TimeBackHook

        from timeback.dlt import timeback_source

        pipeline = dlt.pipeline("timeback_roster", destination=DESTINATION, dataset_name="roster")
        pipeline.run(timeback_source(TimeBackHook().get_conn, collections=collections))
        counts = pipeline.last_trace.last_normalize_info.row_counts
        return {name: count for name, count in counts.items() if not name.startswith("_dlt")}

    load(COLLECTIONS)


timeback_roster()
