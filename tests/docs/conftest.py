from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from timeback.sandbox import Sandbox

LIBRARIES = ("httpx", "httpcore", "hpack")


def new_machine(home: Path) -> dict[str, str]:
    """Return the environment without what is about this project or this network, and with an empty home folder."""
    ours = ("TIMEBACK_", "PYTHON", "PYTEST_", "COV_")
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(ours) and not name.lower().endswith("_proxy")
    }
    return {**kept, "HOME": str(home)}


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Sandbox]:
    """A sandbox that the environment variables name staging; clients without arguments use it."""
    for name in os.environ.keys() - new_machine(tmp_path).keys():
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    with Sandbox(users=200) as box:
        settings = {"CLIENT_ID": box.client_id, "CLIENT_SECRET": box.client_secret, "API_URL": box.url}
        for name, value in {**settings, "ENVIRONMENT": "staging"}.items():
            monkeypatch.setenv(f"TIMEBACK_{name}", value)
        yield box


@pytest.fixture(autouse=True)
def restored_levels() -> Iterator[None]:
    levels = {name: logging.getLogger(name).level for name in LIBRARIES}
    yield
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)
