"""The flow loads every row, and a second run loads only what changed."""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb
import pytest

from timeback.sandbox import Sandbox

sys.path.insert(0, str(Path(__file__).parent))


@pytest.mark.timeback_sandbox(users=60)
def test_the_flow_loads_every_row(staging: Sandbox) -> None:
    import roster_flow
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=120):
        counts = roster_flow.roster_flow()
        assert counts["users"] == 60
        roster_flow.roster_flow()
    with staging.client() as client, duckdb.connect("timeback_roster.duckdb", read_only=True) as database:
        for collection in roster_flow.COLLECTIONS:
            rows = database.sql(f"select count(*), count(distinct sourced_id) from roster.{collection}").fetchone()
            listing = getattr(getattr(client.rostering, collection), f"list_{collection}")
            assert rows == (listing(limit=1).total_count,) * 2
