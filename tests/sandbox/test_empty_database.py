"""Later sandboxes of a process copy the tables of the first one, and nothing else of it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import Any

import pytest

from timeback.sandbox import Sandbox
from timeback.sandbox.storage import empty_database


def org(sourced_id: str) -> dict[str, Any]:
    return {"sourcedId": sourced_id, "name": "A", "type": "school", "status": "active"}


def tables(box: Sandbox) -> list[Any]:
    return box.store._connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY name").fetchall()


def test_sandboxes_share_no_object_and_have_equal_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(empty_database, "_EMPTY", {})
    with Sandbox() as first:
        first.store.put("orgs", org("a"))
        with Sandbox() as second:
            assert second.store.counts() == {}
            assert tables(second) == tables(first)
            assert len(tables(first)) > 50
            second.store.put("orgs", org("b"))
            assert [each["sourcedId"] for each in second.store.all("orgs")] == ["b"]
        assert [each["sourcedId"] for each in first.store.all("orgs")] == ["a"]
    assert len(empty_database._EMPTY) == 1


def test_each_provider_has_tables_of_its_own() -> None:
    for _ in range(2):
        with Sandbox() as platform, Sandbox(provider="oneroster") as other:
            assert {"webhooks", "courseComponents"} <= set(platform.store.collections())
            assert "webhooks" not in other.store.collections()
            assert ("table", "values of webhooks") in [row[:2] for row in tables(platform)]
            assert ("table", "values of webhooks") not in [row[:2] for row in tables(other)]


def test_objects_are_numbered_from_the_start() -> None:
    for _ in range(2):
        with Sandbox() as box:
            box.store.put("orgs", org("a"))
            assert box.store._connection.execute("SELECT position FROM objects").fetchall() == [(1,)]


def test_a_database_without_serialization_is_created_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    class Older:
        """A connection of a Python whose SQLite cannot serialize."""

    monkeypatch.setattr(empty_database, "_EMPTY", {})
    empty_database.keep_empty("x", Older())  # type: ignore[arg-type]
    with closing(sqlite3.connect(":memory:")) as connection:
        assert not empty_database.copy_empty("x", connection)
