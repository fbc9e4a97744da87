"""The commands of examples/README.md print what the page shows."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.blocks import assert_shown, blocks, commands, run

from .kit import EXAMPLES

REPOSITORY = EXAMPLES.parent
PAGE = EXAMPLES / "README.md"
# These are for a reader's own shell; the test is in the folder already, and has no real environment.
SKIPPED = ("pip install ", "cd examples", "export ")


def test_the_page_names_each_example() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for path in EXAMPLES.iterdir():
        if path != PAGE and not path.name.startswith((".", "__")):
            assert f"| `{path.name}{'/' if path.is_dir() else ''}` |" in text


@pytest.mark.parametrize(
    "path", sorted(set(EXAMPLES.glob("*/*.py")) - set(EXAMPLES.glob("*/conftest.py"))), ids=lambda path: path.name
)
def test_each_program_says_how_it_is_run(path: Path) -> None:
    beginning = path.read_text(encoding="utf-8").partition('"""\n\n')[0]
    assert "Exit codes: 0 " in beginning
    assert f"python {path.name} " in beginning or f"``{path.stem.replace('_', '-')} " in beginning


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="the commands are for a POSIX shell")
@pytest.mark.timeout(300)
def test_the_page_can_be_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Path(shutil.copytree(EXAMPLES, tmp_path / "examples", ignore=shutil.ignore_patterns("__pycache__")))
    monkeypatch.chdir(folder)
    paths = [str(REPOSITORY), str(REPOSITORY / "generated")]
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("TIMEBACK_", "PYTEST_"))},
        "HOME": str(tmp_path),
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        "PYTHONPATH": os.pathsep.join(paths),
        "PYTEST_ADDOPTS": "-p no:cacheprovider -p no:schemathesis",
    }
    printed = ""
    directory, count = folder, 0
    for block in blocks(PAGE):
        if block.language == "python":
            printed = run(block, {})
        elif block.language == "text":
            assert_shown(printed, block.text, block.place)
        else:
            for command, shown in commands(block.text):
                if command.startswith(SKIPPED):
                    continue
                if command.startswith("cd "):
                    directory = directory / command.removeprefix("cd ")
                    continue
                done = subprocess.run(
                    ["bash", "-c", command], cwd=directory, env=environment, capture_output=True, text=True, timeout=90
                )
                assert done.returncode == 0, f"{block.place}: {command}\n{done.stdout}{done.stderr}"
                assert_shown(done.stdout, shown, block.place)
                count += 1
    assert count == 7
