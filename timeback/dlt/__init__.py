"""A source for dlt, which loads collections into DuckDB, Postgres, Snowflake and other warehouses.

    import dlt
    from timeback.dlt import timeback_source

    pipeline = dlt.pipeline("roster", destination="duckdb", dataset_name="roster")
    pipeline.run(timeback_source(collections=["users", "enrollments"]))

The first run reads everything. Later runs read what has changed since, by the clock of the server, and replace the
rows of the same id. Columns come from the OpenAPI documents, so they are the same on every day. Pages are converted to
Arrow. Passwords are never loaded. Requires the extra ``dlt``.
"""

from timeback.dlt.hints import columns
from timeback.dlt.source import timeback_source

__all__ = ["columns", "timeback_source"]
