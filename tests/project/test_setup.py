"""The setup of an environment: requirement files with hashes, and the choice of an interpreter in the Makefile."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
Make = Callable[..., "subprocess.CompletedProcess[str]"]
REQUIREMENT = re.compile(r"^([a-z0-9._-]+)(?:\[[a-z0-9,]+\])?==(\S+)(.*)$")


def requirements(name: str) -> dict[str, tuple[str, int]]:
    """Return version and number of hashes of every distribution in a file."""
    found: dict[str, tuple[str, int]] = {}
    current = ""
    for line in (ROOT / "requirements" / name).read_text(encoding="utf-8").splitlines():
        if match := REQUIREMENT.match(line):
            current = match[1]
            found[current] = (match[2], 0)
        elif line.strip().startswith("--hash=sha256:"):
            version, hashes = found[current]
            found[current] = (version, hashes + 1)
        else:
            assert line.lstrip().startswith("#"), (
                f"{name} contains a line that is neither a requirement nor a hash: {line}"
            )
    return found


@pytest.mark.parametrize("name", ["dev.txt", "demo.txt", "pip.txt", "spark.txt"])
def test_every_requirement_has_a_hash_and_none_a_source(name: str) -> None:
    found = requirements(name)
    assert found
    assert [distribution for distribution, (_, hashes) in found.items() if hashes == 0] == []
    assert "://" not in (ROOT / "requirements" / name).read_text(encoding="utf-8")


def test_the_demo_installs_a_part_of_what_development_does() -> None:
    demo, dev = requirements("demo.txt"), requirements("dev.txt")
    assert demo.items() <= dev.items()
    assert len(demo) < len(dev) / 2


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Run make with a PATH that contains only shell tools and the interpreters of the test."""
    tools = tmp_path / "bin"
    tools.mkdir()
    for tool in ("make", "sh", "cat", "rm", "git", "sed"):
        (tools / tool).symlink_to(str(shutil.which(tool)))

    def run(pythons: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
        for name, script in pythons.items():
            (tools / name).write_text(f"#!/bin/sh\n{script}\n")
            (tools / name).chmod(0o755)
        return subprocess.run(
            ["make", f"VENV={tmp_path / 'venv'}", f"{tmp_path / 'venv'}/.identity", *arguments],
            cwd=ROOT,
            env={"PATH": str(tools), "HOME": os.environ.get("HOME", "/")},
            capture_output=True,
            text=True,
            check=False,
        )

    return run


# Without pip, which takes five seconds to unpack; `make install` tests it.
REAL = f"""case "$1 $2" in "-m venv") shift 2; set -- -m venv --without-pip "$@" ;; esac
exec "{sys.executable}" "$@\""""
BROKEN = "echo 'this version is not chosen' >&2; exit 127"
OLD = f"exec '{sys.executable}' -c 'import sys; sys.exit(1)'"


def test_an_interpreter_that_fails_is_passed_over(make: Make, tmp_path: Path) -> None:
    run = make({"python3.13": BROKEN, "python3.12": OLD, "python3": REAL})
    assert run.returncode == 0, run.stderr
    identity = (tmp_path / "venv" / ".identity").read_text()
    assert identity == f"{sys.version.split()[0]} {ROOT}\n"
    again = make({})
    assert "up to date" in again.stdout, "an environment that fits was made again"


def test_without_an_interpreter_one_line_says_what_to_do(make: Make, tmp_path: Path) -> None:
    run = make({"python3.13": BROKEN, "python3": OLD})
    assert run.returncode != 0
    said = [line for line in run.stderr.splitlines() if not line.startswith("make")]
    assert len(said) == 1
    assert "Install Python 3.11 or newer" in said[0]
    assert not (tmp_path / "venv").exists()


def test_an_interpreter_that_was_asked_for_and_fails_is_not_replaced(make: Make) -> None:
    run = make({"python3": REAL, "python9": BROKEN}, "PYTHON=python9")
    assert run.returncode != 0
    assert "No suitable Python found among: python9." in run.stderr
