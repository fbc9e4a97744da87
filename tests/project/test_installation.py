"""The wheel works in an empty environment, on each supported Python of this machine."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
SUPPORTED = ("3.11", "3.12", "3.13", "3.14")
# A documentation page sets a proxy while it is tested. pip uses the environment from the start of this process.
AT_START = dict(os.environ)

USE = """
import sys
from timeback import F, TimeBackClient
from timeback.sandbox import Sandbox
from timeback_api.rostering.api.users import get_all_users

with Sandbox(users=20, seed=1) as box, box.client() as client:
    page = client.rostering.users.list_users(filter_expr=F.role == "student")
    whole = get_all_users.sync(client=client.rostering.api)
    print(len(page), whole.total_count, sys.version_info[:2])
"""


def version_of(python: str) -> str | None:
    """Return the version of an interpreter; None if it does not run, or has no venv with pip."""
    code = "import sys, venv, ensurepip; print('%d.%d' % sys.version_info[:2])"
    run = subprocess.run([python, "-c", code], capture_output=True, text=True, check=False)
    return run.stdout.strip() if run.returncode == 0 else None


@cache
def interpreters() -> dict[str, str]:
    """Return a working interpreter per supported version, from the PATH and the folder of pyenv."""
    managed = sorted(Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")).glob("versions/3.1*/bin/python"))
    candidates = [sys.executable, *(shutil.which(f"python{v}") for v in SUPPORTED), *map(str, managed)]
    found: dict[str, str] = {}
    for candidate in candidates:
        if candidate and (version := version_of(candidate)) in SUPPORTED:
            found.setdefault(str(version), candidate)
    return found


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.mark.parametrize("version", SUPPORTED)
def test_the_wheel_works_in_an_empty_environment(wheel: Path, version: str, tmp_path: Path) -> None:
    # They are looked for here, since each one is started.
    found = interpreters()
    if version not in found:
        pytest.skip(f"there is no Python {version} here")
    subprocess.run([found[version], "-m", "venv", str(tmp_path / "venv")], check=True)
    python = str(tmp_path / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python")
    # Use the pip of the environment: one of an older Python does not run on a newer one.
    install = [python, "-m", "pip", "--disable-pip-version-check", "install", "-q", "--no-input", "--no-compile"]
    wanted = tmp_path / "wanted.txt"
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    wanted.write_text(f"-r {ROOT / 'requirements' / 'demo.txt'}\n{wheel.as_uri()} --hash=sha256:{digest}\n")
    for _ in range(3):  # a registry may be unreachable for a moment
        run = subprocess.run(
            [*install, "--require-hashes", "-r", str(wanted)], capture_output=True, text=True, check=False, env=AT_START
        )
        if run.returncode == 0:
            break
    assert run.returncode == 0, run.stderr
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "TIMEBACK_"))}
    run = subprocess.run([python, "-c", USE], capture_output=True, text=True, check=False, cwd=tmp_path, env=clean)
    assert run.returncode == 0, run.stderr
    assert run.stdout.split(" ", 2)[1] == "20"
    assert run.stdout.strip().endswith(f"({version.replace('.', ', ')})")
