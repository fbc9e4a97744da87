"""`make generator-diff` reports what another version of the generator would write, and changes nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.blocks import REPOSITORY

SCRIPT = REPOSITORY / "scripts" / "generator_diff.py"
LIBRARY = REPOSITORY / "tests" / "generation" / "golden" / "specs"


def diff(against: Path, specs: Path = LIBRARY, *more: str) -> tuple[int, str]:
    """Run the script with the installed generator on a small set of documents."""
    command = [
        sys.executable,
        str(SCRIPT),
        "--python",
        sys.executable,
        "--specs",
        str(specs),
        "--against",
        str(against),
    ]
    done = subprocess.run([*command, *more], capture_output=True, text=True, timeout=100)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("written")
    regenerate = [sys.executable, str(REPOSITORY / "scripts" / "regen.py"), "--specs", str(LIBRARY), "--out", str(out)]
    subprocess.run(regenerate, check=True, capture_output=True)
    return out


@pytest.mark.slow
def test_the_same_generator_writes_the_same(written: Path) -> None:
    code, out = diff(written)
    assert code == 0, out
    assert "same" in out


@pytest.mark.slow
def test_what_differs_is_counted_and_shown(written: Path) -> None:
    module = next(path for path in written.rglob("*.py") if path.name == "get_book.py")
    before = module.read_text()
    try:
        module.write_text(before.replace("def build(", "def make(", 1))
        code, out = diff(written)
        assert module.read_text() != before, "the folder that it compares with was changed"
    finally:
        module.write_text(before)
    assert code == 1
    assert "1 files differ:" in out
    assert "library: 1 files, +1 -1 lines" in out
    assert "-def make(" in out


@pytest.mark.slow
def test_documents_that_cannot_be_generated_from(tmp_path: Path, written: Path) -> None:
    (tmp_path / "common.yaml").write_text("openapi: 3.1.0\n")
    (tmp_path / "odd.yaml").write_text("not: a document\n")
    code, out = diff(written, tmp_path)
    assert code == 2
    assert "odd.yaml" in out
