"""A stand-in for a module imports it once, and looks for nothing afterwards."""

from __future__ import annotations

import sys
from importlib.machinery import ModuleSpec
from typing import Any

import pytest

from timeback.sandbox import Sandbox
from timeback_runtime.lazy import lazy_module


@pytest.fixture
def searched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the modules that Python looks for."""
    names: list[str] = []

    class Finder:
        def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
            names.append(name)
            return None

    monkeypatch.setattr(sys, "meta_path", [Finder(), *sys.meta_path])
    return names


@pytest.mark.parametrize("name", ["asyncio", "xml.dom", "json.decoder", "bisect"])
def test_a_module_is_looked_for_once(name: str, searched: list[str]) -> None:
    module = lazy_module(name)
    assert module.__name__ == name
    searched.clear()
    assert module.__name__ == name
    assert module is not sys.modules[name]
    assert searched == []


async def test_a_later_request_imports_nothing(searched: list[str]) -> None:
    with Sandbox(users=5) as box:
        async with box.async_client() as client:
            users = await client.rostering.users.list_users()
            await client.rostering.users.get_user(users[0].sourced_id)
            searched.clear()
            await client.rostering.users.get_user(users[1].sourced_id)
            await client.rostering.users.get_user(users[2].sourced_id)
    assert [name for name in searched if name.startswith(("asyncio", "sniffio", "timeback"))] == []
