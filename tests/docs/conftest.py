from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from timeback.sandbox import Sandbox

LIBRARIES = ("httpx", "httpcore", "hpack")
PEOPLE = 200
# These pages migrate the whole district several times.
FEWER = {"migrate": 60, "csv-bundle": 60, "undo": 20, "pseudonyms": 20}


def _settings(box: Sandbox) -> dict[str, str]:
    return {
        "API_URL": box.url,
        "QTI_API_URL": box.qti_url,
        "EVENTS_URL": box.events_url,
        "TOKEN_URL": box.token_url,
        "CLIENT_ID": box.client_id,
        "CLIENT_SECRET": box.client_secret,
    }


@pytest.fixture
def box(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Sandbox]:
    """A sandbox that the environment variables name staging; clients without arguments use it."""
    for name in [name for name in os.environ if name.startswith("TIMEBACK_") or name.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)
    # The home folder is empty, as on a new machine.
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    page = request.node.callspec.params.get("page") if hasattr(request.node, "callspec") else None
    with Sandbox(users=PEOPLE if page is None else FEWER.get(page.stem, PEOPLE)) as box:
        monkeypatch.setenv("TIMEBACK_ENVIRONMENT", "staging")
        for name, value in _settings(box).items():
            monkeypatch.setenv(f"TIMEBACK_{name}", value)
            monkeypatch.setenv(f"TIMEBACK_STAGING_{name}", value)
        yield box


@pytest.fixture
def production(box: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sandbox]:
    """An empty sandbox that the environment variables name production."""
    with Sandbox() as production:
        for name, value in _settings(production).items():
            monkeypatch.setenv(f"TIMEBACK_PRODUCTION_{name}", value)
        yield production


@pytest.fixture(autouse=True)
def restored_levels() -> Iterator[None]:
    levels = {name: logging.getLogger(name).level for name in LIBRARIES}
    yield
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)
