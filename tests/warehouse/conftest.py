from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def dlt_without_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """dlt reports nothing, and reads no configuration of this machine."""
    monkeypatch.setenv("RUNTIME__DLTHUB_TELEMETRY", "false")
    monkeypatch.setenv("DLT_DATA_DIR", str(tmp_path / "dlt"))
    monkeypatch.setenv("TIMEBACK_CONFIG", str(tmp_path / "none.toml"))
    monkeypatch.chdir(tmp_path)
