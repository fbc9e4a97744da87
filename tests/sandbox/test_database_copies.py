"""Later sandboxes of a process copy the tables and the district of the first one, and nothing else of it."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from timeback.sandbox import Sandbox
from timeback.sandbox.storage import database_copies


def org(sourced_id: str) -> dict[str, Any]:
    return {"sourcedId": sourced_id, "name": "A", "type": "school", "status": "active"}


def tables(box: Sandbox) -> list[Any]:
    return box.store._connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY name").fetchall()


def test_sandboxes_share_no_object_and_have_equal_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database_copies, "_KEPT", {})
    with Sandbox() as first:
        first.store.put("orgs", org("a"))
        with Sandbox() as second:
            assert second.store.counts() == {}
            assert tables(second) == tables(first)
            assert len(tables(first)) > 50
            second.store.put("orgs", org("b"))
            assert [each["sourcedId"] for each in second.store.all("orgs")] == ["b"]
        assert [each["sourcedId"] for each in first.store.all("orgs")] == ["a"]
    assert len(database_copies._KEPT) == 1


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

    monkeypatch.setattr(database_copies, "_KEPT", {})
    database_copies.keep_database("x", Older())  # type: ignore[arg-type]
    with closing(sqlite3.connect(":memory:")) as connection:
        assert not database_copies.copy_database("x", connection)


def objects(box: Sandbox) -> dict[str, list[Any]]:
    return {name: list(box.store.all(name)) for name in box.store.collections()}


def rows(box: Sandbox) -> dict[str, list[str]]:
    """The comparable values of all objects."""
    names = ["many", *(f"values of {name}" for name in box.store.collections())]
    return {name: sorted(map(str, box.store._connection.execute(f'SELECT * FROM "{name}"'))) for name in names}


def with_origin(value: Any, old: str, new: str) -> Any:
    return json.loads(json.dumps(value).replace(f'"{old}/', f'"{new}/'))


@pytest.mark.parametrize("provider", ["platform", "oneroster"])
def test_a_copied_district_equals_the_generated_one(provider: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database_copies, "_KEPT", {})
    with Sandbox(provider=provider, users=10) as first, Sandbox(provider=provider, users=10) as second:
        assert len(database_copies._KEPT) == 2
        assert objects(second) == with_origin(objects(first), first.url, second.url)
        assert rows(second) == rows(first)


def test_what_was_changed_in_a_sandbox_is_not_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database_copies, "_KEPT", {})
    with Sandbox(users=10) as first:
        before = first.store.counts()
        first.store.clear()
    with Sandbox(users=10) as second:
        assert second.store.counts() == before
        second.store.put("orgs", org("a"))
    with Sandbox(users=10) as third:
        assert third.store.counts() == before


def test_districts_of_other_sizes_and_seeds_are_generated() -> None:
    def people(**options: int) -> list[Any]:
        with Sandbox(**options) as box:
            return [person["givenName"] for person in box.store.all("users")]

    assert people(users=10) == people(users=10)
    assert people(users=10) != people(users=10, seed=2)
    assert len(people(users=20)) > len(people(users=10))


def test_a_file_is_filled_and_not_copied(tmp_path: Path) -> None:
    with Sandbox(users=10), Sandbox(users=10, db=tmp_path / "a.db") as box:
        assert box.store.count("users") >= 10
    with sqlite3.connect(tmp_path / "a.db") as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


def test_few_and_small_databases_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database_copies, "_KEPT", {})
    monkeypatch.setattr(database_copies, "_MAX_DATABASES", 2)
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE a (b)")
        for key in "xyz":
            database_copies.keep_database(key, connection)
        assert list(database_copies._KEPT) == ["y", "z"]
        monkeypatch.setattr(database_copies, "_MAX_BYTES", 100)
        database_copies.keep_database("large", connection)
        assert not database_copies.copy_database("large", connection)
