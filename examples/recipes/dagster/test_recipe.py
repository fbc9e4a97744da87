"""The assets can be defined without credentials, and materializing them loads every row."""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb
import pytest

from timeback.sandbox import Sandbox

sys.path.insert(0, str(Path(__file__).parent))


def test_the_definitions_need_no_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ENVIRONMENT", "CLIENT_ID", "CLIENT_SECRET", "API_URL"):
        monkeypatch.delenv(f"TIMEBACK_{name}", raising=False)
    sys.modules.pop("roster_assets", None)
    import roster_assets

    keys = {key.path[-1] for key in roster_assets.roster.keys}
    assert {name.lower() for name in roster_assets.COLLECTIONS} <= {key.split("_")[-1] for key in keys} | keys


@pytest.mark.timeback_sandbox(users=60)
def test_materializing_loads_every_row(staging: Sandbox) -> None:
    from dagster import DagsterInstance, materialize

    sys.modules.pop("roster_assets", None)
    import roster_assets

    with DagsterInstance.ephemeral() as instance:
        result = materialize([roster_assets.roster], resources=roster_assets.defs.resources, instance=instance)
    assert result.success
    assert len(result.get_asset_materialization_events()) == len(roster_assets.COLLECTIONS)
    with staging.client() as client, duckdb.connect("timeback_roster.duckdb", read_only=True) as database:
        for collection in roster_assets.COLLECTIONS:
            rows = database.sql(f"select count(*), count(distinct sourced_id) from roster.{collection}").fetchone()
            listing = getattr(getattr(client.rostering, collection), f"list_{collection}")
            assert rows == (listing(limit=1).total_count,) * 2
