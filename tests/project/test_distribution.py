"""The wheel and the sdist contain the packages with their data files, and nothing else."""

from __future__ import annotations

import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The sdist and the wheel that is built from it, with the installed build backend and without network access."""
    folder = tmp_path_factory.mktemp("dist")
    run = subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return next(folder.glob("*.tar.gz")), next(folder.glob("*.whl"))


def names_in(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_wheel_holds_every_file_of_the_packages(built: tuple[Path, Path]) -> None:
    listed = subprocess.run(
        [
            "git",
            "ls-files",
            "--cached",
            "--others",
            "--exclude-standard",
            "timeback",
            "timeback_client",
            "timeback_runtime",
            "generated/timeback_api",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    expected = {name.removeprefix("generated/") for name in listed.stdout.splitlines() if (ROOT / name).exists()}
    assert {
        "timeback/py.typed",
        "timeback_client/py.typed",
        "timeback_api/py.typed",
        "timeback_runtime/py.typed",
        "timeback_api/rostering/openapi.json.gz",
    } <= expected
    shipped = {name for name in names_in(built[1]) if ".dist-info/" not in name}
    assert shipped == expected


def test_the_wheel_names_its_licence_and_needs(built: tuple[Path, Path]) -> None:
    with zipfile.ZipFile(built[1]) as archive:
        info = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        metadata = archive.read(info).decode()
        assert archive.read(info.replace("METADATA", "licenses/LICENSE")).startswith(b"MIT License")
    needs = {line for line in metadata.splitlines() if line.startswith("Requires-Dist:") and "extra ==" not in line}
    names = {re.split("[<>=]", line.split()[1])[0] for line in needs}
    assert names == {"attrs", "h11", "httpcore", "httpx", "platformdirs", "python-dateutil", "sniffio", "tzdata"}


def test_the_sdist_can_be_regenerated_and_tested(built: tuple[Path, Path]) -> None:
    with tarfile.open(built[0]) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"specs/common.yaml", "scripts/regen.py", "requirements/dev.txt", "Makefile"} <= names
    assert "tests/project/test_distribution.py" in names


def test_a_plain_installation_needs_nothing_of_the_extras() -> None:
    blocked = ["click", "jsonschema_rs", "keyring", "lxml", "opentelemetry", "rich", "starlette", "uvicorn"]
    code = (
        f"import sys; sys.modules.update(dict.fromkeys({blocked})); import timeback; "
        "[getattr(timeback, name) for name in timeback.__all__]"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
