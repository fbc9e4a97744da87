"""The assets are defined without credentials, and materializing them loads every row."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from types import ModuleType

import pytest

from timeback.sandbox import Sandbox


@pytest.fixture
def assets(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module of the recipe, imported as in a new process."""
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    sys.modules.pop("roster_assets", None)
    import roster_assets

    return roster_assets


def test_the_definitions_need_no_credentials(assets: ModuleType) -> None:
    names = {key.path[-1] for key in assets.roster.keys}
    assert len(names) == len(assets.COLLECTIONS)
    assert all(any(name.endswith(collection) for name in names) for collection in assets.COLLECTIONS)


@pytest.mark.timeback_sandbox(users=60)
def test_materializing_loads_every_row(
    staging: Sandbox, assets: ModuleType, check_loaded: Callable[[Iterable[str]], None]
) -> None:
    from dagster import DagsterInstance, materialize

    with DagsterInstance.ephemeral() as instance:
        result = materialize([assets.roster], resources=assets.defs.resources, instance=instance)
    assert result.success
    assert len(result.get_asset_materialization_events()) == len(assets.COLLECTIONS)
    check_loaded(assets.COLLECTIONS)
