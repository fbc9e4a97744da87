"""The project with tests of its own: its tests pass in a copy of its folder, and fail if its code is wrong."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from .kit import EXAMPLES

PROJECT = EXAMPLES / "pytest_project"
REPOSITORY = EXAMPLES.parent


def run_tests(folder: Path) -> subprocess.CompletedProcess[str]:
    names = [name for name in os.environ if not name.startswith(("TIMEBACK_", "PYTEST_", "COV_"))]
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:schemathesis"],
        cwd=folder,
        env={
            **{name: os.environ[name] for name in names},
            "PYTHONPATH": os.pathsep.join([str(REPOSITORY), str(REPOSITORY / "generated")]),
        },
        capture_output=True,
        text=True,
        timeout=110,
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return Path(shutil.copytree(PROJECT, tmp_path / "project", ignore=shutil.ignore_patterns("__pycache__")))


@pytest.mark.slow
def test_its_tests_pass(project: Path) -> None:
    done = run_tests(project)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "6 passed" in done.stdout


@pytest.mark.slow
def test_its_tests_find_a_mistake(project: Path) -> None:
    module = project / "missing_work.py"
    code = module.read_text(encoding="utf-8")
    module.write_text(code.replace("enrolled - graded", "enrolled"), encoding="utf-8")
    done = run_tests(project)
    assert done.returncode == 1
    assert "FAILED tests/test_missing_work.py::test_students_without_a_result_are_listed" in done.stdout


def test_its_configuration_names_what_it_needs() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    own = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert own["name"] in project["project"]["dependencies"]
    assert f"{own['name']}[sandbox]" in project["dependency-groups"]["test"]
    assert project["project"]["requires-python"] == own["requires-python"]
