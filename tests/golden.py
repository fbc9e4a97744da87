"""Golden files: expected output, compared as a whole. ``UPDATE_GOLDEN=1 pytest FILE`` writes them; review the diff."""

from __future__ import annotations

import os
from pathlib import Path


def check_golden(file: Path, text: str) -> None:
    """Compare a text with a file, byte by byte."""
    if os.environ.get("UPDATE_GOLDEN"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
    assert file.exists(), f"{file.name} is missing: run the test with UPDATE_GOLDEN=1"
    assert text == file.read_bytes().decode()
