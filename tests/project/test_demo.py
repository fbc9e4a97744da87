"""The demo succeeds, and the README shows its output."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from tests.docs.blocks import REPOSITORY, assert_shown, blocks


def counted(text: str) -> str:
    """Replace numbers by a sign, because those of a small district differ."""
    return re.sub(r"\d[\d,.]*", "#", text)


@pytest.mark.slow
def test_it_ends_as_the_readme_shows() -> None:
    done = subprocess.run(
        [sys.executable, "scripts/demo.py", "--users", "60"], cwd=REPOSITORY, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stdout + done.stderr
    readme = REPOSITORY / "README.md"
    (picture,) = [block for block in blocks(readme) if block.language == "text" and "Verified" in block.text]
    assert_shown(counted(done.stdout), counted(f"...{picture.text}..."), picture.place)
