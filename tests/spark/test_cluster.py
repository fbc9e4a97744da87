"""Executors in JVMs of their own: retried tasks, speculation, and an event log without secrets."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.spark.conftest import Machine
from timeback.sandbox import Sandbox

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

pytestmark = pytest.mark.spark
pytest.importorskip("pyspark")

USERS = 2000


@pytest.fixture(scope="module")
def events(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("events")


@pytest.fixture(scope="module")
def cluster(machine: Machine, events: Path) -> Iterator[SparkSession]:
    """Two executors with one core each. Speculation starts a second copy of tasks that are slower than others."""
    session = machine.session(
        "local-cluster[2,1,1024]",
        **{
            "spark.eventLog.enabled": "true",
            "spark.eventLog.dir": events.as_uri(),
            "spark.eventLog.compress": "false",
            "spark.executor.memory": "512m",
            "spark.speculation": "true",
            "spark.speculation.interval": "100ms",
            "spark.speculation.multiplier": "1.1",
            "spark.speculation.quantile": "0.25",
            "spark.speculation.minTaskRuntime": "100ms",
        },
    )
    yield session
    machine.stop()


@pytest.fixture(scope="module")
def server(machine: Machine) -> Iterator[tuple[Sandbox, str]]:
    with machine.sandbox(USERS) as found:
        yield found


def fail_once(folder: str) -> Any:
    """Return a function for ``mapInArrow`` that ends the first process which calls it."""

    def through(batches: Iterator[Any]) -> Iterator[Any]:
        for batch in batches:
            marker = Path(folder) / "failed"
            try:
                marker.touch(exist_ok=False)
            except FileExistsError:
                yield batch
            else:
                os._exit(1)

    return through


def test_executors_read_each_object_once(
    cluster: SparkSession, server: tuple[Sandbox, str], events: Path, tmp_path: Path
) -> None:
    box, profile = server
    # Some pages are slow, so that their tasks run a second time in the other executor.
    box.faults.add("GET", "*/users", latency=0.5, probability=0.1, seed=4)
    reader = cluster.read.format("timeback").options(collection="users", profile=profile, pageSize=100, numPartitions=8)
    frame = reader.load().select("sourcedId")
    retried = frame.mapInArrow(fail_once(str(tmp_path)), "sourcedId string")
    for one in (frame, retried):
        found = [row[0] for row in one.collect()]
        assert (len(found), len(set(found))) == (USERS, USERS)
    assert (tmp_path / "failed").exists()
    box.faults.clear()
    # What was written once stays what it was: the output of tasks that ran twice is committed once.
    target = tmp_path / "users.parquet"
    frame.write.parquet(str(target))
    assert cluster.read.parquet(str(target)).distinct().count() == USERS
    cluster.stop()
    log = "".join(path.read_text("utf-8", "replace") for path in events.rglob("*") if path.is_file())
    assert "SparkListenerTaskEnd" in log
    assert '"Executor ID":"0"' in log
    assert '"Executor ID":"1"' in log
    for secret in (box.client_secret, box.client_id):
        assert secret not in log
