"""The migration in continuous integration: the program, and the workflow that runs it."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from timeback.sandbox import Sandbox

from .kit import EXAMPLES, load, set_environment

program = load("migration_in_ci/migrate.py")
WORKFLOW = EXAMPLES / "migration_in_ci" / "migrate.yml"
SECRETS = {f"TIMEBACK_{name}_{key}" for name in ("STAGING", "PRODUCTION") for key in ("CLIENT_ID", "CLIENT_SECRET")}


@pytest.fixture
def servers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[tuple[Sandbox, Sandbox]]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    with Sandbox(users=15, seed=3) as staging, Sandbox() as production:
        set_environment(monkeypatch, staging, "staging")
        set_environment(monkeypatch, production, "production")
        yield staging, production


def test_a_dry_run_then_a_run_then_another(
    servers: tuple[Sandbox, Sandbox], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _, production = servers
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "page.md")
    assert program.main(["--entities", "orgs,users", "--dry-run"]) == 0
    assert not any(production.store.counts().values())
    assert "## Dry run" in Path("page.md").read_text()
    assert program.main(["--entities", "orgs,users"]) == 0
    assert production.store.counts()["users"] == 15
    assert {"move.db", "report.html", "summary.md"} <= {path.name for path in Path("migration").iterdir()}
    text = Path("migration/summary.md").read_text()
    assert "| users | created 15 |" in text
    assert ", 0 differences." in text
    assert "## Migration" in Path("page.md").read_text()
    assert program.main(["--entities", "orgs,users"]) == 0
    assert "| users | unchanged 15 |" in Path("migration/summary.md").read_text()
    secret = production.client_secret
    assert secret not in capsys.readouterr().out + Path("migration/report.html").read_text(encoding="utf-8")


def test_a_failed_object_and_a_difference_fail_the_job(servers: tuple[Sandbox, Sandbox]) -> None:
    staging, production = servers
    user = next(iter(staging.store.all("users")))["sourcedId"]
    production.faults.add(method="POST", path="*/users", status=422, times=1)
    production.faults.add(method="PUT", path="*/users/*", status=422, times=1)
    assert program.main(["--entities", "orgs,users"]) == 1
    assert "failed or unknown" in Path("migration/summary.md").read_text()
    production.faults.clear()
    assert program.main(["--entities", "orgs,users"]) == 0
    with production.client() as client:
        client.rostering.users.patch_user(str(user), {"grades": ["12"]})
    assert program.main(["--entities", "orgs,users", "--on-conflict", "skip"]) == 1
    assert f"- users {user} grades" in Path("migration/summary.md").read_text()


def test_wrong_settings(servers: tuple[Sandbox, Sandbox], monkeypatch: pytest.MonkeyPatch) -> None:
    assert program.main(["--entities", "pupils"]) == 2
    monkeypatch.setenv("TIMEBACK_PRODUCTION_CLIENT_SECRET", "wrong")
    assert program.main([]) == 1
    monkeypatch.delenv("TIMEBACK_PRODUCTION_CLIENT_ID")
    assert program.main([]) == 2


def workflow() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))
    return loaded


def steps() -> dict[str, dict[str, Any]]:
    (job,) = workflow()["jobs"].values()
    return {step.get("name", step.get("uses", "")): step for step in job["steps"]}


def test_secrets_are_in_the_environment_of_one_step_only() -> None:
    assert set(steps()["Migrate"]["env"]) >= SECRETS
    for name, step in steps().items():
        assert "secrets." not in step.get("run", "")
        if name != "Migrate":
            assert "secrets." not in str(step)
    assert workflow()["jobs"]["migrate"]["environment"] == "production"
    assert workflow()["concurrency"]
    assert workflow()["permissions"] == {"contents": "read", "actions": "read"}


def test_inputs_reach_a_shell_through_the_environment_only() -> None:
    for step in steps().values():
        assert "${{" not in step.get("run", "")


def test_the_journal_is_kept_whatever_happens() -> None:
    keep, get = steps()["Keep the journal and the report"], steps()["Get the journal of the last run"]
    assert keep["if"] == "${{ always() }}"
    assert keep["with"]["path"].rstrip("/") == "migration"
    assert f"--name {keep['with']['name']} --dir migration" in get["run"]
    assert list(steps()).index("Keep the journal and the report") > list(steps()).index("Migrate")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="the workflow runs in bash")
def test_the_command_of_the_workflow_runs(servers: tuple[Sandbox, Sandbox], tmp_path: Path) -> None:
    (tmp_path / "ci").mkdir()
    shutil.copy(EXAMPLES / "migration_in_ci" / "migrate.py", tmp_path / "ci")
    command = steps()["Migrate"]["run"].replace("exec python ", f"exec {shlex.quote(sys.executable)} ")
    for dry_run, code in (("--dry-run", 0), ("", 0)):
        done = subprocess.run(
            ["bash", "-e", "-c", command],
            env={**os.environ, "DRY_RUN": dry_run},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=100,
        )
        assert done.returncode == code, done.stderr
    assert servers[1].store.counts()["users"] == 15
    assert (tmp_path / "migration" / "move.db").is_file()
