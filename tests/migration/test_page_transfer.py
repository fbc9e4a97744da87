"""Files are written page by page: in order, each object once, with what their objects need, and odd ones named."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path
from typing import Any, Literal

import httpx
import pytest

from timeback.migration import Migration
from timeback.migration.execution import page_transfer
from timeback.migration.execution.page_transfer import PageTransfer
from timeback.migration.journal.journal import Journal
from timeback.migration.journal.records import JournalEntry, TransferOutcome, TransferState
from timeback.parquet import ParquetFolder, ParquetWriter
from timeback.parquet.writer import NestingError

from .conftest import Connect
from .server import Server, org, user

parquet = pytest.importorskip("pyarrow.parquet")

Form = Literal["csv", "parquet"]
FORMS = ("csv", "parquet")


def target_of(folder: Path, form: Form) -> Any:
    return folder / "out.zip" if form == "csv" else ParquetFolder(folder / "out")


def ids(folder: Path, form: Form, collection: str) -> list[str]:
    if form == "parquet":
        return parquet.read_table(folder / "out" / f"{collection}.parquet")["sourcedId"].to_pylist()
    with zipfile.ZipFile(folder / "out.zip") as archive:
        text = archive.read(f"{collection}.csv").decode()
    return [row["sourcedId"] for row in csv.DictReader(io.StringIO(text))]


def roster(count: int = 250) -> Server:
    """A server with pages of 100 objects, whose users have the properties that the standard requires."""
    source = Server("source", largest_page=100).add(org("o1"), org("o2", "o1"), to="orgs")
    return source.add(*(user(f"u{n:04}", org=f"o{n % 2 + 1}") for n in range(count)))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("entities", [["orgs", "users"], ["users"]], ids=str)
async def test_objects_keep_their_order(form: Form, entities: list[str], connect: Connect, tmp_path: Path) -> None:
    source = roster()
    report = await Migration(connect(source), target_of(tmp_path, form), entities).run_async()
    assert (report.failed, report.by_entity["users"].created, report.by_entity["orgs"].created) == ([], 250, 2)
    assert ids(tmp_path, form, "users") == sorted(source.users)
    assert sorted(ids(tmp_path, form, "orgs")) == ["o1", "o2"]
    # Both organisations are requested at once, and the second one refers to the first.
    assert [path for _, path in source.requests].count("orgs/o1") == (0 if "orgs" in entities else 2)


@pytest.mark.parametrize("form", FORMS)
async def test_it_makes_no_task_for_an_object_that_needs_nothing(
    form: Form, connect: Connect, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left: list[int] = []
    write = PageTransfer.write

    def counting(*arguments: Any) -> Any:
        others = write(*arguments)
        left.append(len(others))
        return others

    monkeypatch.setattr(PageTransfer, "write", counting)
    monkeypatch.setattr(page_transfer, "MAX_KNOWN", 1)
    await Migration(connect(roster()), target_of(tmp_path, form), ["orgs", "users"]).run_async()
    assert (len(left), sum(left)) == (4, 0)


@pytest.mark.parametrize("form", FORMS)
async def test_agents_that_come_later(form: Form, connect: Connect, tmp_path: Path) -> None:
    source = roster(20)
    source.users["u0003"]["agents"] = [{"sourcedId": "u0015", "type": "user"}, {"sourcedId": "gone", "type": "user"}]
    report = await Migration(connect(source), target_of(tmp_path, form), ["orgs", "users"]).run_async()
    assert (report.failed, sorted(ids(tmp_path, form, "users"))) == ([], sorted(source.users))
    missing = [] if form == "parquet" else [("u0003", "agents[1]", "gone")]
    assert [(one.sourced_id, one.path, one.referenced_id) for one in report.left_out] == missing


@pytest.mark.parametrize("form", FORMS)
async def test_deleted_objects_and_objects_without_an_id(form: Form, connect: Connect, tmp_path: Path) -> None:
    source = roster(20)
    source.users["u0003"]["status"] = "tobedeleted"
    source.users[" "] = user(" ")
    report = await Migration(connect(source), target_of(tmp_path, form), ["orgs", "users"]).run_async()
    assert report.by_entity["users"].created == 19
    assert report.by_entity["users"].skipped == 1
    assert report.failed == [("users", "")]
    assert "u0003" not in ids(tmp_path, form, "users")


async def test_an_object_that_bundles_cannot_hold(connect: Connect, tmp_path: Path) -> None:
    source = roster(20)
    del source.users["u0007"]["familyName"]
    progress: list[tuple[int, int]] = []
    report = await Migration(
        connect(source),
        tmp_path / "out.zip",
        ["orgs", "users"],
        progress=lambda one: progress.append((one.done, one.failed)) if one.entity == "users" else None,
    ).run_async()
    assert report.failed == [("users", "u0007")]
    reason = "the CSV files cannot represent it: familyName: required by the standard"
    assert report.reasons["users", "u0007"] == reason
    assert report.written.refused_count == {"users": 1}
    assert progress == [(number, int(number > 7)) for number in range(1, 21)]


@pytest.mark.parametrize("form", FORMS)
async def test_a_needed_object_that_the_source_cannot_send(form: Form, connect: Connect, tmp_path: Path) -> None:
    source = roster(20)
    source.before.append(lambda _, collection, key: httpx.Response(409, json={}) if key == "o1" else None)
    report = await Migration(connect(source), target_of(tmp_path, form), ["users"]).run_async()
    assert {sourced_id for _, sourced_id in report.failed} == set(source.users)


def test_parquet_names_the_objects_of_a_page_that_are_nested_too_deeply(tmp_path: Path) -> None:
    deep: Any = {}
    for _ in range(5000):
        deep = {"deeper": deep}
    page = [user("a"), {**user("b"), "metadata": deep}, user("c")]
    with ParquetWriter(tmp_path / "out") as writer:
        with pytest.raises(NestingError, match="users: the object is nested too deeply") as failed:
            writer.write_page("users", page)
        assert failed.value.indexes == (1,)
    assert ids(tmp_path, "parquet", "users") == ["a", "c"]
    assert writer.report.objects["users"] == 2


@pytest.mark.parametrize("in_file", [False, True])
def test_the_journal_of_many_created_objects(in_file: bool, tmp_path: Path) -> None:
    with Journal(tmp_path / "j.db" if in_file else None, source="a", target="b") as journal:
        journal.put(JournalEntry(entity="users", sourced_id="other", state=TransferState.DONE, run=1, target_id="x"))
        journal.put(JournalEntry(entity="users", sourced_id="absent", state=TransferState.EXTERNAL, run=1))
        journal.put(JournalEntry(entity="users", sourced_id="sent", state=TransferState.SENT, run=1))
        assert journal.get("users", "m1") is None
        many = [f"m{number}" for number in range(1200)]
        journal.put_created("users", many)
        journal.put_created("users", [])
        entry = journal.get("users", "m1")
        assert entry is not None
        assert (entry.state, entry.outcome, entry.target_id) == (TransferState.DONE, TransferOutcome.CREATED, "m1")
        asked = [*many, "other", "absent", "sent", "none", "zzz"]
        assert journal.known_ids("users", asked) == {*many, "other", "absent", "sent"}
        assert journal.kept_ids("users", asked) == set(many)
        assert journal.settled_ids("users", asked) == {*many, "other", "absent"}
        assert journal.known_ids("orgs", asked) == set()
        assert list(journal.outcome_counts()) == [("users", TransferOutcome.CREATED, 1200)]
