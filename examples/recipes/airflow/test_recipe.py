"""Airflow imports the DAG without errors, and its task loads every row."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from timeback.sandbox import Sandbox

HERE = Path(__file__).parent


def run(*arguments: str, home: Path, timeout: float = 900) -> str:
    environment = {
        **os.environ,
        "AIRFLOW_HOME": str(home),
        "AIRFLOW__CORE__DAGS_FOLDER": str(home / "dags"),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "false",
        "AIRFLOW__USAGE_DATA_COLLECTION__ENABLED": "false",
        "PYTHONPATH": os.pathsep.join([str(home / "dags"), *filter(None, [os.environ.get("PYTHONPATH")])]),
    }
    done = subprocess.run(
        [sys.executable, "-m", "airflow", *arguments],
        capture_output=True,
        text=True,
        env=environment,
        timeout=timeout,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder of Airflow with its database and the DAG."""
    dags = tmp_path / "airflow" / "dags"
    dags.mkdir(parents=True)
    for name in ("timeback_hook.py", "timeback_roster.py"):
        shutil.copy(HERE / name, dags)
    run("db", "migrate", home=dags.parent)
    return dags.parent


@pytest.mark.timeback_sandbox(users=60)
def test_the_dag_loads_every_row(
    home: Path, staging: Sandbox, check_loaded: Callable[[Iterable[str]], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    # The credentials come from the connection alone.
    for name in ("ENVIRONMENT", "CLIENT_ID", "CLIENT_SECRET", "API_URL"):
        monkeypatch.delenv(f"TIMEBACK_{name}")
    connection = {
        "conn_type": "timeback",
        "login": staging.client_id,
        "password": staging.client_secret,
        "host": staging.url,
        "extra": {"environment": "staging"},
    }
    monkeypatch.setenv("AIRFLOW_CONN_TIMEBACK_DEFAULT", json.dumps(connection))
    errors = run("dags", "list-import-errors", "--output", "json", home=home)
    assert "Traceback" not in errors
    printed = run("dags", "test", "timeback_roster", home=home)
    assert staging.client_secret not in printed
    check_loaded(("orgs", "courses", "classes", "users", "enrollments"))
