"""Folders of the repository that the benchmarks use."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GENERATED = ROOT / "generated"
# The environment of the peers, and the code that is generated for them.
HOME = ROOT / ".venv-bench"
MADE = HOME / "made"
