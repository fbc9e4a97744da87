"""Reading a sandbox in which users are added and removed meanwhile: what exists throughout comes exactly once."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.ranges.churn import Churn
from tests.ranges.readers import RangeReader
from timeback.migration import Migration, Progress
from timeback.parquet import ParquetFolder
from timeback.sandbox import Sandbox

pq = pytest.importorskip("pyarrow.parquet")

FAULTS: list[dict[str, Any]] = [
    {},
    {"cap": 37},
    {"shuffle": True},
    {"status": 503, "probability": 0.05},
    {"truncate": True, "probability": 0.05},
    {"revoke_token": True, "times": 1, "probability": 0.2},
]


@pytest.fixture
def box() -> Iterator[Sandbox]:
    with Sandbox(users=300, seed=4) as box:
        yield box


@pytest.mark.parametrize("faults", FAULTS[:3], ids=str)
def test_ranges(box: Sandbox, reader: RangeReader, faults: dict[str, Any]) -> None:
    if faults:
        box.faults.add(path="*/users", **faults)
    with Churn(box, rate=300) as churn:
        churn.check(reader.ids(box, ranges=4, page_size=20))


def test_an_iteration_by_id_loses_nothing_where_one_by_offset_does(box: Sandbox) -> None:
    found: dict[str, list[str]] = {}
    for paging in ("offset", "keyset"):
        ids = sorted(user["sourcedId"] for user in box.store.all("users"))
        with box.client() as client:
            users = client.rostering.users.iter_users(page_size=10, paging=paging)  # type: ignore[arg-type]
            found[paging] = [next(users).sourced_id for _ in range(10)]
            before = -1
            while before != (before := len(box.requests)):
                time.sleep(0.2)  # until the pages ahead are fetched
            with box.store.transaction():
                last = box.store.get("users", ids[-1])
                assert last is not None
                box.store.remove("users", ids[0])
                box.store.put("users", {**last, "sourcedId": f"{ids[-1]}-new", "username": "new"})
            found[paging] += [user.sourced_id for user in users]
        missing = set(ids) - set(found[paging])
        assert len(missing) == (1 if paging == "offset" else 0)


def test_an_export_loses_nothing(box: Sandbox, tmp_path: Path) -> None:
    box.faults.add(path="*/users", cap=10)
    churn = Churn(box)

    def change(progress: Progress) -> None:
        churn.change()

    with box.client() as client:
        folder = tmp_path / "roster"
        Migration(
            client, ParquetFolder(folder), ["users"], with_dependencies=False, progress=change, concurrency=4
        ).run()
    rows = pq.ParquetFile(folder / "users.parquet").read(columns=["sourcedId"]).to_pylist()
    churn.check([row["sourcedId"] for row in rows])


@pytest.mark.soak
@pytest.mark.timeout(900)
@pytest.mark.parametrize("faults", FAULTS, ids=str)
def test_20000_users_in_8_ranges(reader: RangeReader, faults: dict[str, Any]) -> None:
    with Sandbox(users=20_000, seed=6) as box:
        if faults:
            box.faults.add(path="*/users", seed=1, **faults)
        with Churn(box, rate=100) as churn:
            churn.check(reader.ids(box, ranges=8, page_size=500))


@pytest.mark.soak
@pytest.mark.timeout(900)
@pytest.mark.filterwarnings("ignore::timeback.ranges.RangeWarning")
def test_20000_users_without_totals(reader: RangeReader) -> None:
    with Sandbox(users=20_000, seed=6) as box:
        box.faults.add(path="*/users", no_counters=True)
        with Churn(box, rate=100) as churn:
            churn.check(reader.ids(box, ranges=8, page_size=500))
