"""A real Spark for the tests with the marker `spark`, and sandboxes whose profiles its processes read."""

from __future__ import annotations

import itertools
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from timeback.sandbox import Sandbox

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

FAST = {
    "spark.ui.enabled": "false",
    "spark.sql.shuffle.partitions": "2",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.ui.showConsoleProgress": "false",
}


class Machine:
    """The folder and the environment that the processes of Spark have: those with which the JVM was started."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.config = folder / "config.toml"
        self.config.touch(mode=0o600)
        self._numbers = itertools.count(1)
        self._session: SparkSession | None = None
        self._master = ""

    def session(self, master: str = "local[2,4]", **settings: str) -> SparkSession:
        """Return a session with the data source. Only one with the same settings is used again."""
        from pyspark.sql import SparkSession

        from timeback.spark import register

        key = f"{master} {sorted(settings.items())}"
        if self._session is None or key != self._master:
            self.stop()
            builder = SparkSession.builder.master(master)
            for name, value in {**FAST, **settings}.items():
                builder = builder.config(name, value)
            self._session, self._master = builder.getOrCreate(), key
            register(self._session)
        return self._session

    def stop(self) -> None:
        if self._session is not None:
            self._session.stop()
            self._session = None

    @contextmanager
    def sandbox(self, users: int) -> Iterator[tuple[Sandbox, str]]:
        """Start a sandbox; yield it with the name of its profile, which no other sandbox has."""
        with Sandbox(users=users) as box:
            profile = f"box{next(self._numbers)}"
            with self.config.open("a", encoding="utf-8") as file:
                file.write(
                    f'[{profile}]\napi_url = "{box.url}"\nclient_id = "{box.client_id}"\n'
                    f'client_secret = "{box.client_secret}"\n'
                )
            yield box, profile


@pytest.fixture(scope="session")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    pytest.importorskip("pyspark")
    machine = Machine(tmp_path_factory.mktemp("spark"))
    environment = {
        "TIMEBACK_CONFIG": str(machine.config),
        "PYSPARK_PYTHON": sys.executable,
        "PYSPARK_DRIVER_PYTHON": sys.executable,
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_LOCAL_DIRS": str(machine.folder / "local"),
        "SPARK_WORKER_DIR": str(machine.folder / "work"),
    }
    before = {name: os.environ.get(name) for name in environment}
    os.environ.update(environment)
    try:
        # The JVM keeps the environment that it was started with. Each test has one without TIMEBACK_CONFIG.
        machine.session()
        yield machine
    finally:
        machine.stop()
        for name, value in before.items():
            os.environ.pop(name, None) if value is None else os.environ.update({name: value})


@pytest.fixture
def spark(machine: Machine) -> SparkSession:
    return machine.session()


@pytest.fixture
def load(spark: SparkSession) -> Callable[..., DataFrame]:
    """Read a collection with options."""

    def load(profile: str, collection: str = "users", **options: Any) -> DataFrame:
        found = spark.read.format("timeback").options(collection=collection, profile=profile, **options)
        return found.load()

    return load
