"""Imports the programs of examples/ from their files, and sets the environment variables that they read."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from timeback.sandbox import Sandbox

EXAMPLES = Path(__file__).parents[2] / "examples"


def load(path: str) -> ModuleType:
    """Import a program, such as ``roster_sync/roster_sync.py``."""
    file = EXAMPLES / path
    spec = importlib.util.spec_from_file_location(f"example_{file.stem}", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def environment(box: Sandbox, name: str = "") -> dict[str, str]:
    """The variables that lead to a sandbox, as those of the environment with this name or of no environment."""
    prefix = f"TIMEBACK_{name.upper()}_" if name else "TIMEBACK_"
    return {
        f"{prefix}API_URL": box.url,
        f"{prefix}QTI_API_URL": box.qti_url,
        f"{prefix}TOKEN_URL": box.token_url,
        f"{prefix}CLIENT_ID": box.client_id,
        f"{prefix}CLIENT_SECRET": box.client_secret,
    }


def set_environment(monkeypatch: pytest.MonkeyPatch, box: Sandbox, name: str = "") -> None:
    for variable, value in environment(box, name).items():
        monkeypatch.setenv(variable, value)
