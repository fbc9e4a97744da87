"""The flow loads every row, and a second run changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from timeback.sandbox import Sandbox


@pytest.mark.timeback_sandbox(users=60)
def test_the_flow_loads_every_row(
    staging: Sandbox, check_loaded: Callable[[Iterable[str]], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    import roster_flow
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=120):
        assert roster_flow.roster_flow()["users"] == 60
        check_loaded(roster_flow.COLLECTIONS)
        roster_flow.roster_flow()
    check_loaded(roster_flow.COLLECTIONS)
