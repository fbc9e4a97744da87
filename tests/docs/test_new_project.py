"""The tutorial and the page on tests, followed word by word on a machine that has Python and git, and nothing else.

The installation lines of today, and those after a release, both run as they are written: git gets the clone from this
working tree, and pip the package from its build. The other distributions are those of the development environment, so
that no network is needed.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
from installation_lines import different, is_released, repository_url, rewritten

from tests.docs.blocks import REPOSITORY, PageReader, blocks
from tests.docs.conftest import new_machine

FOLLOWED = [REPOSITORY / "docs" / "tutorial.md", REPOSITORY / "docs" / "how-to" / "testing.md"]
# pip and setuptools belong to each environment.
OWN = ("timeback", "_timeback", "pip", "setuptools", "pkg_resources", "distutils", "_editable", "__editable__")


def run(*command: str, folder: Path = REPOSITORY) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def others(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the distributions of the development environment, without this project."""
    folder = tmp_path_factory.mktemp("others")
    for path in Path(sysconfig.get_path("purelib")).iterdir():
        if not path.name.startswith(OWN) and path.suffix != ".pth":
            (folder / path.name).symlink_to(path)
    return folder


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with the files of this working tree."""
    folder = tmp_path_factory.mktemp("repository")
    names = run("git", "ls-files", "--cached", "--others", "--exclude-standard", "-z").split("\0")
    for name in filter(None, names):
        if (REPOSITORY / name).is_file():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes((REPOSITORY / name).read_bytes())
    identity = ("-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
    run("git", "init", "--quiet", folder=folder)
    run("git", "add", "--all", folder=folder)
    run("git", *identity, "commit", "--quiet", "--message", "A clone", folder=folder)
    return folder


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package index of a machine without a network: a folder with the wheel."""
    folder = tmp_path_factory.mktemp("wheels")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(REPOSITORY))
    return folder


def machine(home: Path, others: Path, clone: Path, wheels: Path | None) -> dict[str, str]:
    """Return the environment of a new machine."""
    programs = home / "programs"
    programs.mkdir()
    python = programs / "python3"
    python.write_text(f'#!/bin/sh\nexec {shlex.quote(str(getattr(sys, "_base_executable", sys.executable)))} "$@"\n')
    python.chmod(0o700)
    ours = str(Path(sys.executable).parent)
    path = [one for one in os.environ["PATH"].split(os.pathsep) if one != ours]
    found = {
        "PATH": os.pathsep.join([str(programs), *path]),
        "PYTHONPATH": str(others),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PIP_NO_INDEX": "1",
        "PIP_NO_BUILD_ISOLATION": "0",  # that is how the variable says --no-build-isolation
        "PIP_NO_COMPILE": "1",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.{clone}.insteadOf",
        "GIT_CONFIG_VALUE_0": repository_url(REPOSITORY),
    }
    if wheels is not None:
        found["PIP_FIND_LINKS"] = str(wheels)
    kept = {
        name: value for name, value in new_machine(home).items() if not name.startswith(("PIP_", "GIT_", "VIRTUAL"))
    }
    return {**kept, **found}


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("released", [False, True], ids=["from a clone", "from the index"])
def test_the_tutorial_and_the_page_on_tests_need_no_edit(
    released: bool, tmp_path: Path, others: Path, clone: Path, request: pytest.FixtureRequest
) -> None:
    wheels: Path | None = request.getfixturevalue("wheels") if released else None
    home, folder = tmp_path / "home", tmp_path / "empty"
    home.mkdir()
    folder.mkdir()
    with PageReader(folder, machine(home, others, clone, wheels), installed=False) as reader:
        for page in FOLLOWED:
            text = rewritten(page.read_text(encoding="utf-8"), released=released, clone_from=repository_url(REPOSITORY))
            for block in blocks(page, text):
                if block.text == "$ exit\n":
                    reader.leave_python()
                reader.follow(block)
            reader.leave_python()
        where = "import timeback; print(timeback.__file__)"
        shown, code = reader.terminal.run(f'python -c "{where}"')
    assert code == 0
    assert Path(shown.strip()).is_relative_to(folder / "my-project" / ".venv"), "another installation was used"


def test_the_lines_are_those_of_today() -> None:
    names = [str(path.relative_to(REPOSITORY)) for path in different(REPOSITORY)]
    assert names == [], "run python scripts/installation_lines.py"


def test_each_state_has_its_lines() -> None:
    page = "<!-- project -->\n<!-- /project -->\n\n$ pip install --upgrade 'timeback-client[a,b]' pytest\n"
    today = rewritten(page, released=False, clone_from="https://git.example.org/x")
    assert "$ git clone https://git.example.org/x\n$ mkdir my-project\n" in today
    assert "$ pip install --upgrade '../timeback-client[a,b]' pytest\n" in today
    later = rewritten(today, released=True, clone_from="https://git.example.org/x")
    assert "clone" not in later
    assert "$ mkdir my-project\n" in later
    assert "$ pip install --upgrade 'timeback-client[a,b]' pytest\n" in later
    assert rewritten(later, released=False, clone_from="https://git.example.org/x") == today
    assert rewritten(today, released=False, clone_from="https://git.example.org/x") == today


def test_the_changelog_says_whether_there_is_a_release(tmp_path: Path) -> None:
    changelog = tmp_path / "CHANGELOG.md"
    changelog.write_text("# Changelog\n\n## [Unreleased]\n")
    assert not is_released(tmp_path)
    changelog.write_text("# Changelog\n\n## [Unreleased]\n\n## [0.1.0] - 2026-01-31\n")
    assert is_released(tmp_path)
