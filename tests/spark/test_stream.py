"""Streams of a real Spark: changes on the way, restarts, and a checkpoint that is another server's."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.spark.conftest import Machine
from timeback.sandbox import Sandbox

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

pytestmark = pytest.mark.spark
pytest.importorskip("pyspark")


@pytest.fixture
def server(machine: Machine) -> Iterator[tuple[Sandbox, str]]:
    with machine.sandbox(300) as found:
        yield found


class Copy:
    """A sink in which what was read last replaces what was there."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self.status: dict[str, str] = {}
        self.batches: list[int] = []

    def upsert(self, batch: DataFrame, number: int) -> None:
        rows = batch.select("sourcedId", "familyName", "status").collect()
        self.batches.append(len(rows))
        self.names.update({row.sourcedId: row.familyName for row in rows})
        self.status.update({row.sourcedId: row.status for row in rows})

    def run(self, frame: DataFrame, checkpoint: Path, **trigger: Any) -> Any:
        writer = frame.writeStream.foreachBatch(self.upsert).option("checkpointLocation", str(checkpoint))
        return writer.trigger(**(trigger or {"availableNow": True})).start()

    def run_to_end(self, frame: DataFrame, checkpoint: Path) -> None:
        for attempt in itertools.count():
            query = self.run(frame, checkpoint)
            try:
                query.awaitTermination()
            except Exception:
                if attempt == 5 or not is_busy(query):
                    raise
            else:
                return


def is_busy(query: Any) -> bool:
    """Return whether a query ended because a worker needed more than the ten seconds that Spark gives it to start."""
    return not query.isActive and "failed to connect back" in str(query.exception())


def stream(spark: SparkSession, profile: str, **options: str) -> DataFrame:
    given = {"collection": "users", "profile": profile, "pageSize": "50", "numPartitions": "3", **options}
    return spark.readStream.format("timeback").options(**given).load()


def names(box: Sandbox) -> dict[str, Any]:
    with box.client() as client:
        return {user.sourced_id: user.family_name for user in client.rostering.users.iter_users()}


def test_runs_follow_the_changes(spark: SparkSession, server: tuple[Sandbox, str], tmp_path: Path) -> None:
    box, profile = server
    copy, checkpoint = Copy(), tmp_path / "checkpoint"
    copy.run_to_end(stream(spark, profile), checkpoint)
    assert copy.names == names(box)
    with box.client() as client:
        client.rostering.users.patch_user("user-000150", {"familyName": "Lovelace"})
        client.rostering.users.patch_user("user-000151", {"status": "tobedeleted"})
    copy.batches.clear()
    copy.run_to_end(stream(spark, profile), checkpoint)
    assert copy.names == names(box)
    assert copy.status["user-000151"] == "tobedeleted"
    assert sum(copy.batches) < 300
    offsets = "".join(path.read_text() for path in (checkpoint / "offsets").iterdir() if not path.suffix)
    assert box.url in offsets
    assert box.client_secret not in offsets
    # Another server begins with a checkpoint of its own.
    with pytest.raises(Exception, match="belongs to another"):
        copy.run_to_end(stream(spark, profile, apiUrl=box.url.replace("127.0.0.1", "localhost")), checkpoint)


def test_changes_on_the_way_are_not_lost(spark: SparkSession, server: tuple[Sandbox, str], tmp_path: Path) -> None:
    box, profile = server
    box.faults.add("GET", "*/users", latency=0.05)
    copy, frame = Copy(), stream(spark, profile, overlapSeconds="5")

    def start() -> Any:
        return copy.run(frame, tmp_path / "checkpoint", processingTime="0 seconds")

    query = start()
    end = time.monotonic() + 400
    try:
        with box.client() as client:
            # Changes go on until three batches are done, however long that takes.
            for number in itertools.count():
                client.rostering.users.patch_user(f"user-{number * 7 % 300 + 1:06}", {"familyName": f"Name {number}"})
                if is_busy(query):
                    query = start()
                elif len(copy.batches) > 2 or time.monotonic() > end or query.exception() is not None:
                    break
                time.sleep(0.05)
        expected = names(box)
        while copy.names != expected and time.monotonic() < end:
            if is_busy(query):
                query = start()
            time.sleep(0.2)
    finally:
        query.stop()
    assert query.exception() is None
    assert copy.names == expected
    assert len(copy.batches) > 2


def test_a_stream_tries_its_plan_again(spark: SparkSession, server: tuple[Sandbox, str], tmp_path: Path) -> None:
    box, profile = server
    box.faults.add("GET", "*/users", revoke_token=True, times=3)
    box.faults.add("GET", "*/users", status=503, times=2)
    copy = Copy()
    copy.run_to_end(stream(spark, profile, maxRetries="0", fields="familyName,sourcedId,status"), tmp_path)
    assert copy.names == names(box)
