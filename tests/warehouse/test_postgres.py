"""The source for dlt, with a real Postgres."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import dlt
import pytest
from bench.scale.postgres import PASSWORD, postgres, why_not

from timeback.dlt import timeback_source
from timeback.sandbox import Sandbox

from .kit import ids, loaded, rows, stored_ids

REASON = why_not()
pytestmark = [pytest.mark.slow, pytest.mark.skipif(REASON is not None, reason=REASON or "")]


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with postgres() as found:
        yield found


def pipeline(url: str, folder: Path, dataset: str) -> Any:
    return dlt.pipeline(
        "roster",
        destination=dlt.destinations.postgres(credentials=url),
        dataset_name=dataset,
        pipelines_dir=str(folder / "pipelines"),
    )


@pytest.mark.parametrize("nested", ["json", "tables"])
def test_rows_are_merged(url: str, tmp_path: Path, nested: Any) -> None:
    to = pipeline(url, tmp_path, f"merged_{nested}")
    with Sandbox(users=60, seed=4) as box, box.client() as client:
        (first, second, *_) = box.store.all("users")
        box.store.put("users", {**first, "shoeSize": 38, "password": "open sesame", "enabledUser": "true"})
        first = box.store.get("users", first["sourcedId"])
        source = timeback_source(
            client,
            collections=["users", "results", "academicSessions"],
            nested=nested,
            deletes="remove",
            overlap=timedelta(),
        )
        to.run(source)
        assert ids(to, "users") == stored_ids(box, "users")
        assert rows(to, "results", "sourced_id") == []
        found = {row[0]: row[1:] for row in rows(to, "users", "sourced_id, enabled_user, _other, date_last_modified")}
        enabled, other, changed = found[first["sourcedId"]]
        assert (enabled, other) == (True, {"shoeSize": 38})
        assert changed == datetime.fromisoformat(first["dateLastModified"]).astimezone(UTC)
        assert "sesame" not in str(rows(to, "users"))
        client.rostering.users.delete_user(first["sourcedId"])
        client.rostering.users.patch_user(second["sourcedId"], {"familyName": "O'Changed"})
        to.run(source)
        assert loaded(to)["users"] == 2
        names = dict(rows(to, "users", "sourced_id, family_name"))
        assert names[second["sourcedId"]] == "O'Changed"
        assert sorted(names) == [one for one in stored_ids(box, "users") if one != first["sourcedId"]]
        if nested == "tables":
            expected = sum(len(user["roles"]) for user in box.store.all("users")) - len(first["roles"])
            assert len(rows(to, "users__roles", "role")) == expected


def test_the_state_is_in_the_database(url: str, tmp_path: Path) -> None:
    """A machine without the files of the first run goes on where that one ended."""
    with Sandbox(users=60, seed=4) as box, box.client() as client:
        source = timeback_source(client, collections=["users"], overlap=timedelta())
        pipeline(url, tmp_path / "first", "moved").run(source)
        client.rostering.users.patch_user(stored_ids(box, "users")[0], {"familyName": "Changed"})
        second = pipeline(url, tmp_path / "second", "moved")
        second.run(source)
        assert loaded(second) == {"users": 1}
        assert len(ids(second, "users")) == 60
        texts = [str(one) for table in ("_dlt_pipeline_state", "_dlt_version") for one in rows(second, table)]
        assert box.client_secret not in str(texts)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert [path for path in files if PASSWORD.encode() in path.read_bytes()] == []
