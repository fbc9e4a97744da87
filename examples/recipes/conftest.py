"""Settings of a sandbox as environment variables, for the tests of all recipes."""

from __future__ import annotations

import pytest

from timeback.sandbox import Sandbox


@pytest.fixture
def staging(timeback_sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Sandbox:
    """A sandbox that clients without arguments use, and an empty folder to work in."""
    settings = {
        "ENVIRONMENT": "staging",
        "CLIENT_ID": timeback_sandbox.client_id,
        "CLIENT_SECRET": timeback_sandbox.client_secret,
        "API_URL": timeback_sandbox.url,
    }
    for name, value in settings.items():
        monkeypatch.setenv(f"TIMEBACK_{name}", value)
    folder = tmp_path_factory.mktemp("work")
    # dlt keeps the state of pipelines in a folder of the user. Every test has its own.
    monkeypatch.setenv("DLT_DATA_DIR", str(folder / "dlt"))
    monkeypatch.setenv("RUNTIME__DLTHUB_TELEMETRY", "false")
    monkeypatch.chdir(folder)
    return timeback_sandbox
