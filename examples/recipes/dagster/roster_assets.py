"""The roster as Dagster assets: one asset for each collection, loaded into DuckDB by dlt.

    dagster dev -f roster_assets.py

The client is created when the first page is fetched, so Dagster can import this file without credentials. Set
``TIMEBACK_ENVIRONMENT``, ``TIMEBACK_CLIENT_ID`` and ``TIMEBACK_CLIENT_SECRET`` where the assets are materialized.

A pipeline has one writer. Set the limit of the pool ``timeback_roster`` to 1, for example by
``dagster instance concurrency set timeback_roster 1``, if runs can overlap.
"""

# Without `from __future__ import annotations`: Dagster reads the annotation of `context`.

from collections.abc import Iterator
from typing import Any

import dlt
from dagster import AssetExecutionContext, Definitions, ScheduleDefinition, define_asset_job
from dagster_dlt import DagsterDltResource, dlt_assets

from timeback.dlt import timeback_source

COLLECTIONS = ["orgs", "courses", "classes", "users", "enrollments"]


@dlt_assets(
    dlt_source=timeback_source(collections=COLLECTIONS),
    dlt_pipeline=dlt.pipeline("timeback_roster", destination="duckdb", dataset_name="roster"),
    name="timeback_roster",
    group_name="timeback",
    pool="timeback_roster",
)
def roster(context: AssetExecutionContext, loader: DagsterDltResource) -> Iterator[Any]:
    """Load what changed since the last materialization."""
    yield from loader.run(context=context)


nightly = ScheduleDefinition(job=define_asset_job("nightly_roster", selection=[roster]), cron_schedule="0 2 * * *")

defs = Definitions(assets=[roster], schedules=[nightly], resources={"loader": DagsterDltResource()})
