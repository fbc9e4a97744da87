"""Loads users of a server: ``python -m bench.scale.warehouse_load SIDE COUNT URL [DATABASE]``.

They are loaded into a new file of DuckDB, or into a new schema of a Postgres database, whose URL is then given.

It prints the number of different ids in the table, so that a fast load with missing rows is no result.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import Any

OURS = "ours"
REST_API = "dlt's rest_api"
REST_API_FLAT = "dlt's rest_api without child tables"
REST_API_PARQUET = "dlt's rest_api without child tables, by Parquet files"
"""By default dlt writes the rows of dictionaries as INSERT statements. DuckDB reads Parquet files much faster."""
PAGE = 1000
SERVICE = "/ims/oneroster/rostering/v1p2/"


def source(side: str, url: str, token: str = "t") -> Any:
    """The source that a side loads from.

    Args:
        token: an access token of the server, for the source that does not fetch one.
    """
    if side == OURS:
        from timeback import TimeBackClient
        from timeback.dlt import timeback_source

        client = TimeBackClient(
            environment="staging", client_id="id", client_secret="s", api_url=url, token_url=f"{url}/t"
        )
        return timeback_source(client, collections=["users"], page_size=PAGE)
    return rest_api(url, token, nested=side == REST_API)


def rest_api(url: str, token: str, *, nested: bool) -> Any:
    """The source of dlt for any API, with the settings that its documentation recommends for offsets and a total."""
    from dlt.sources.helpers.rest_client.paginators import OffsetPaginator
    from dlt.sources.rest_api import rest_api_source

    made = rest_api_source(
        {
            "client": {
                "base_url": f"{url}{SERVICE}",
                "auth": {"type": "bearer", "token": token},
                "paginator": OffsetPaginator(limit=PAGE, total_path="totalCount"),
            },
            "resources": [
                {
                    "name": "users",
                    "primary_key": "sourcedId",
                    "write_disposition": "merge",
                    "endpoint": {"path": "users", "data_selector": "users"},
                }
            ],
        }
    )
    if not nested:
        made.max_table_nesting = 0
    return made


def load(made: Any, folder: Path, database: str = "", file_format: Any = None) -> tuple[int, int]:
    """Load a source; return the number of rows, and of different ids.

    Args:
        database: URL of a Postgres database; without it, a file of DuckDB is created.
        file_format: the files by which dlt loads; None for its default.
    """
    import dlt

    to = dlt.destinations
    pipeline = dlt.pipeline(
        "bench",
        destination=to.postgres(database) if database else to.duckdb(str(folder / "warehouse.duckdb")),
        dataset_name=f"roster_{os.getpid()}",
        pipelines_dir=str(folder / "pipelines"),
    )
    pipeline.run(made, loader_file_format=file_format)
    with pipeline.sql_client() as sql:
        found = sql.execute_sql("SELECT count(*), count(DISTINCT sourced_id) FROM users")
    rows, ids = (found or [(0, 0)])[0]
    return rows, ids


def main(side: str, count: str, url: str, database: str = "") -> int:
    """Load the users, and check that all of them are in the table."""
    os.environ["RUNTIME__DLTHUB_TELEMETRY"] = "false"
    with tempfile.TemporaryDirectory() as folder:
        _, ids = load(source(side, url), Path(folder), database, "parquet" if side == REST_API_PARQUET else None)
    if ids != int(count):
        raise SystemExit(f"{ids} of {count} users were loaded")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
