"""Registering the data source: the checks of a session. The sessions stand for those of Spark, which is not needed."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from timeback.errors import ConfigurationError
from timeback.spark import register

WITHOUT_PYSPARK = pytest.mark.skipif(importlib.util.find_spec("pyspark") is not None, reason="pyspark is installed")


class Session:
    def __init__(self, python: object = None) -> None:
        self.registered: list[type] = []
        self.dataSource = SimpleNamespace(register=self.registered.append)
        self._sc = SimpleNamespace(pythonExec=python)


def script(path: Path, text: str) -> str:
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return str(path)


def test_the_import_loads_neither_spark_nor_arrow() -> None:
    code = "import sys, timeback.spark; print([n for n in ('pyspark', 'pyarrow', 'httpx') if n in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.strip() == "[]"


@pytest.mark.skipif(sys.platform == "win32", reason="the interpreters of the test are shell scripts")
@pytest.mark.parametrize(
    ("script_text", "part"),
    [("exit 1", "does not have the packages timeback and pyarrow"), (None, "does not exist")],
)
def test_workers_without_the_package_are_found_at_once(tmp_path: Path, script_text: str | None, part: str) -> None:
    python = str(tmp_path / "python") if script_text is None else script(tmp_path / "python", script_text)
    session = Session(python)
    with pytest.raises(ConfigurationError, match=r"PYSPARK_PYTHON") as caught:
        register(session)
    assert part in str(caught.value)
    assert "sys.executable" in str(caught.value)
    assert session.registered == []


def test_an_argument_that_is_no_session_is_refused() -> None:
    with pytest.raises(TypeError, match=r"spark: expected a SparkSession, got str"):
        register("local")


def test_a_session_of_spark_3_is_refused() -> None:
    session = SimpleNamespace(read=None, conf=None, version="3.5.1")
    with pytest.raises(ImportError, match=r"pyspark 4\.0 or newer, found 3\.5\.1"):
        register(session)


def test_a_missing_pyarrow_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ImportError, match=r"timeback-client\[spark\]"):
        register(Session())


@WITHOUT_PYSPARK
def test_a_missing_pyspark_is_reported() -> None:
    with pytest.raises(ImportError, match=r"pyspark\[sql\]>=4\.0"):
        register(Session(sys.executable))


def test_the_data_source_is_registered() -> None:
    pytest.importorskip("pyspark")
    for session in (Session(sys.executable), Session()):
        register(session)
        assert [one.__name__ for one in session.registered] == ["TimeBackDataSource"]
