"""The commit-msg hook accepts imperative subjects of at most 72 characters."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts" / "commit_subject.py"


def check(message: str, folder: Path) -> tuple[int, str]:
    file = folder / "message"
    file.write_text(message, encoding="utf-8")
    done = subprocess.run([sys.executable, str(SCRIPT), str(file)], capture_output=True, text=True)
    return done.returncode, done.stderr


@pytest.mark.parametrize(
    "message",
    [
        "Name the parts of the request path\n\nWhy.\n",
        "Embed the page of the sandbox",
        "Pass the deadline to every request",
        "# a comment\nAdd a property",
        "A" + "d" * 71,
        "Merge branch 'main' into the one that moves everything from there to here, at last",
        "fixup! Add a property",
    ],
)
def test_good_subjects_are_accepted(message: str, tmp_path: Path) -> None:
    assert check(message, tmp_path) == (0, "")


@pytest.mark.parametrize(
    ("message", "word"),
    [
        ("Added a property", "imperative"),
        ("Adding a property", "imperative"),
        ("Adds a property", "imperative"),
        ("add a property", "lowercase"),
        ("Add a property.", "full stop"),
        ("A" + "d" * 72, "73"),
        ("\n\nText", "no subject"),
    ],
)
def test_other_subjects_are_refused(message: str, word: str, tmp_path: Path) -> None:
    code, error = check(message, tmp_path)
    assert code == 1
    assert word in error
    assert len(error.splitlines()) == 1
