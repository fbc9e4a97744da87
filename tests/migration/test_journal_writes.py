"""The writes of a journal: queued, committed by a thread, read back at once, and never lost after ``flush()``."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from timeback._storage.database import Database, database
from timeback.errors import ClientStateError, StorageError
from timeback.migration import Migration
from timeback.migration.journal import creations, journal_file, left_out, write_queue
from timeback.migration.journal.creations import Creation, CreationState
from timeback.migration.journal.journal import _DELETE as DELETE
from timeback.migration.journal.journal import _PUT as PUT
from timeback.migration.journal.journal import Journal
from timeback.migration.journal.records import JournalEntry, LeftOutEntry, TransferOutcome, TransferState
from timeback.migration.journal.statements import CHUNK_SIZES, Row, Statement, execute_batch

from .conftest import Connect
from .test_journal import opened, source, target, user
from .test_over_http import environment

IDS = ("a", "b", "c")
TARGET_IDS = ("x", "y", *IDS)


def entry(sourced_id: str, **fields: Any) -> JournalEntry:
    return JournalEntry(entity="users", sourced_id=sourced_id, **{"state": TransferState.SENT, "run": 1, **fields})


def stored(path: Path) -> dict[str, int]:
    """The states that another connection sees in the file."""
    db = sqlite3.connect(path)
    try:
        return dict(db.execute("SELECT id, state FROM objects").fetchall())
    finally:
        db.close()


class Commits:
    """Counts the commits of the thread, and holds them up until they may go on."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count = 0
        self.begun, self.may_go_on = threading.Event(), threading.Event()
        self.may_go_on.set()
        commit = Database.commit

        def counted(db: Database) -> None:
            if threading.current_thread().name == "timeback journal":
                self.count += 1
                self.begun.set()
                assert self.may_go_on.wait(60)
            commit(db)

        monkeypatch.setattr(Database, "commit", counted)

    async def until_begun(self) -> None:
        assert await asyncio.to_thread(self.begun.wait, 60)


@pytest.fixture
def commits(monkeypatch: pytest.MonkeyPatch) -> Commits:
    return Commits(monkeypatch)


# The event loop


async def test_the_loop_runs_and_reads_while_a_commit_waits_for_the_disk(tmp_path: Path, commits: Commits) -> None:
    with opened(tmp_path / "move.db") as journal:
        journal.put(entry("old", state=TransferState.DONE, target_id="t-old"))
        await journal.flush()
        commits.begun.clear()
        commits.may_go_on.clear()
        journal.put(entry("new", target_id="t-new"))
        flushed = asyncio.ensure_future(journal.flush())
        try:
            await commits.until_begun()
            # The cache would answer without the queue and the file.
            journal._cache.clear()
            found = journal.get("users", "new"), journal.get("users", "old"), journal.get("users", "none")
            assert [one and one.target_id for one in found] == ["t-new", "t-old", None]
            assert journal.source_id_of("users", "t-new") == "new"
            assert journal.source_id_of("users", "t-old") == "old"
            journal.put(entry("old", target_id="t-other"))
            assert journal.source_id_of("users", "t-old") is None
            assert stored(tmp_path / "move.db") == {"old": TransferState.DONE}
            assert not flushed.done()
        finally:
            commits.may_go_on.set()
        await flushed
        assert stored(tmp_path / "move.db") == {"old": TransferState.DONE, "new": TransferState.SENT}


async def test_concurrent_flushes_share_a_commit(tmp_path: Path, commits: Commits) -> None:
    async def process(sourced_id: str) -> None:
        journal.put(entry(sourced_id))
        await journal.flush()
        assert sourced_id in stored(tmp_path / "move.db")

    with opened(tmp_path / "move.db") as journal:
        await asyncio.gather(*(process(f"u{number}") for number in range(64)))
        assert commits.count == 1


async def test_a_flush_during_a_commit_waits_for_the_next_one(tmp_path: Path, commits: Commits) -> None:
    with opened(tmp_path / "move.db") as journal:
        commits.may_go_on.clear()
        journal.put(entry("first"))
        first = asyncio.ensure_future(journal.flush())
        await commits.until_begun()
        journal.put(entry("second"))
        second = asyncio.ensure_future(journal.flush())
        third = asyncio.ensure_future(journal.flush())
        await asyncio.sleep(0)
        # The cancellation of one caller leaves the commit to the others.
        third.cancel()
        commits.may_go_on.set()
        await asyncio.gather(first, second)
        assert third.cancelled()
        assert set(stored(tmp_path / "move.db")) == {"first", "second"}
        assert commits.count == 2
        await journal.flush()
        assert commits.count == 2


def test_an_intent_is_in_the_file_before_its_request_is_sent(connect: Connect, tmp_path: Path) -> None:
    a, b = source(*(user(f"u{number}") for number in range(40))), target(allocates=True)
    path, seen = tmp_path / "move.db", []

    def check(method: str, collection: str, key: str | None) -> None:
        if method == "POST" and collection == "users":
            assert key is not None
            seen.append(stored(path).get(key))

    b.before.append(check)
    report = Migration(connect(a), connect(b), ["users"], journal=path).run()
    assert report.by_entity["users"].created == 40
    assert seen == [TransferState.SENT] * 40
    assert {state for key, state in stored(path).items() if key.startswith("u")} == {TransferState.DONE}


# Failures


async def test_a_commit_that_fails_is_told_to_everybody_who_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = opened(tmp_path / "move.db")
    journal.put(entry("kept"))
    await journal.flush()
    commit = Database.commit

    def full(db: Database) -> None:
        if threading.current_thread().name == "timeback journal":
            raise StorageError("move.db: could not write the journal", path="move.db", action="write the journal")
        commit(db)

    monkeypatch.setattr(Database, "commit", full)
    journal.put(entry("lost"))
    results = await asyncio.gather(*(journal.flush() for _ in range(3)), return_exceptions=True)
    assert [type(one) for one in results] == [StorageError] * 3
    for again in (lambda: journal.put(entry("later")), journal.finish, lambda: list(journal.entries())):
        with pytest.raises(StorageError, match="could not write the journal"):
            again()
    with pytest.raises(StorageError):
        await journal.flush()
    # It was raised already.
    journal.close()
    with opened(tmp_path / "move.db") as journal:
        assert journal.get("users", "kept") is not None
        assert journal.get("users", "later") is None


@pytest.mark.parametrize("error", [MemoryError(), sqlite3.OperationalError("disk I/O error"), ValueError("odd")])
def test_a_failure_that_nobody_waited_for_is_raised_by_close(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(db: Database, batch: object) -> None:
        raise error

    journal = opened(tmp_path / "move.db")
    journal.put(entry("lost"))
    monkeypatch.setattr(write_queue, "execute_batch", fail)
    with pytest.raises(StorageError) as caught:
        journal.close()
    assert type(error).__name__ in str(caught.value)
    assert (caught.value.path, caught.value.action) == (str(tmp_path / "move.db"), "write the journal")
    monkeypatch.undo()
    opened(tmp_path / "move.db").close()


def test_many_writes_that_nobody_waits_for_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(write_queue, "MANY_QUEUED", 20)
    monkeypatch.setattr(write_queue, "MAX_QUEUED", 50)
    with opened(tmp_path / "move.db") as journal:
        for number in range(1000):
            journal.put(entry(f"u{number:04}"))
            assert len(journal._queue._queued.writes) <= 50
        assert len(list(journal.entries("users"))) == 1000


# Processes


CHILD = """
import asyncio, os, sys
from timeback.errors import ClientStateError
from timeback.migration.journal.journal import Journal
from timeback.migration.journal.records import JournalEntry, TransferState

def entry(sourced_id):
    return JournalEntry(entity="users", sourced_id=sourced_id, state=TransferState.SENT, run=1)

journal = Journal(sys.argv[1], source="a", target="b")
journal.put(entry("flushed"))
asyncio.run(journal.flush())
journal.put(entry("queued"))
"""
FORKED = """
child = os.fork()
if child == 0:
    refused = 0
    for use in (lambda: journal.put(entry("child")), journal.finish, lambda: asyncio.run(journal.flush())):
        try:
            use()
        except ClientStateError:
            refused += 1
    journal.close()
    os._exit(refused)
_, status = os.waitpid(child, 0)
print(os.waitstatus_to_exitcode(status))
journal.put(entry("parent"))
journal.close()
"""


def run(code: str, path: Path) -> str:
    command = [sys.executable, "-W", "ignore::DeprecationWarning", "-c", code, str(path)]
    done = subprocess.run(command, env=environment(), capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.strip()


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork")
def test_a_forked_process_leaves_the_journal_to_the_first_one(tmp_path: Path) -> None:
    path = tmp_path / "move.db"
    assert run(CHILD + FORKED, path) == "3"
    assert set(stored(path)) == {"flushed", "queued", "parent"}
    assert list(tmp_path.iterdir()) == [path]


def test_a_process_ends_although_its_journal_is_open(tmp_path: Path) -> None:
    run(CHILD, tmp_path / "move.db")
    with opened(tmp_path / "move.db") as journal:
        assert journal.get("users", "flushed") == entry("flushed")


# Every interleaving


@st.composite
def steps(draw: st.DrawFn) -> list[tuple[str, Any]]:
    """Calls of a journal, with their arguments."""
    ids = st.sampled_from(IDS)
    targets = st.none() | st.sampled_from(TARGET_IDS)
    entries = st.builds(
        entry,
        ids,
        state=st.sampled_from(TransferState),
        target_id=targets,
        outcome=st.none() | st.sampled_from(TransferOutcome),
        reason=st.none() | st.text(max_size=3),
        digest=st.none() | st.binary(max_size=3),
    )
    paths = st.lists(st.sampled_from(("org", "agents")), unique=True, max_size=2)
    made = st.builds(
        Creation,
        entity=st.just("users"),
        sourced_id=ids,
        target_id=st.sampled_from(TARGET_IDS),
        state=st.sampled_from(CreationState),
    )
    step = (
        st.tuples(st.just("put"), entries)
        | st.tuples(st.just("undo"), made)
        | st.tuples(st.just("mark"), entries)
        | st.tuples(st.just("remove"), ids)
        | st.tuples(st.just("left out"), st.tuples(ids, paths))
        | st.tuples(st.sampled_from(("flush", "settle", "drop cache", "read")), st.none())
    )
    return draw(st.lists(step, max_size=30))


class Model:
    """What a journal should have: the same calls on dicts."""

    def __init__(self) -> None:
        self.entries: dict[str, JournalEntry] = {}
        self.left_out: dict[str, set[str]] = {}
        self.created: dict[str, tuple[str, CreationState]] = {}

    def check(self, journal: Journal) -> None:
        for one in IDS:
            assert journal.get("users", one) == self.entries.get(one)
            assert {found.path for found in journal.left_out_of("users", one)} == self.left_out.get(one, set())
        for target_id in TARGET_IDS:
            expected = {
                one.sourced_id
                for one in self.entries.values()
                if one.target_id == target_id and one.state is not TransferState.EXTERNAL
            }
            found = journal.source_id_of("users", target_id)
            assert (found in expected) if expected else found is None
            deleted = any(one == target_id and state > 0 for one, state in self.created.values())
            assert journal.creations.was_deleted("users", target_id) is deleted
        assert {one.sourced_id: one for one in journal.entries()} == self.entries


async def follow(journal: Journal, calls: list[tuple[str, Any]], path: Path) -> None:
    """Make the calls, compare all results, and look at what a killed process would leave behind."""
    model = Model()
    on_disk: dict[str, JournalEntry] = {}
    later: dict[str, list[JournalEntry | None]] = {}
    for call, value in calls:
        if call in ("put", "mark"):
            journal.put(value) if call == "put" else journal.put_mark(value)
            model.entries[value.sourced_id] = value
            if call == "put" and value.outcome is TransferOutcome.CREATED and value.target_id is not None:
                model.created[value.sourced_id] = value.target_id, CreationState.PRESENT
            later.setdefault(value.sourced_id, []).append(value)
        elif call == "undo":
            journal.creations.set_state(value, value.state)
            model.created[value.sourced_id] = value.target_id, value.state
        elif call == "remove":
            journal.remove("users", value)
            model.entries.pop(value, None)
            model.left_out.pop(value, None)
            later.setdefault(value, []).append(None)
        elif call == "left out":
            one, paths = value
            found = [
                LeftOutEntry(
                    entity="users", sourced_id=one, path=name, collection="orgs", referenced_id="o", reason="gone"
                )
                for name in paths
            ]
            journal.set_left_out("users", one, found)
            model.left_out[one] = set(paths)
        elif call == "flush":
            await journal.flush()
            on_disk, later = dict(model.entries), {}
        elif call == "settle":
            list(journal.pending("users"))
        elif call == "drop cache":
            journal._cache.clear()
            journal._older_cache.clear()
        else:
            model.check(journal)
    killed_at(path, on_disk, later)
    model.check(journal)


def killed_at(path: Path, on_disk: dict[str, JournalEntry], later: dict[str, list[JournalEntry | None]]) -> None:
    """Open what a process would leave that is killed now: everything flushed, and perhaps some of what came later."""
    folder = path.with_name("killed")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for ending in ("", "-wal"):
        shutil.copyfile(f"{path}{ending}", folder / f"{path.name}{ending}")
    with opened(folder / path.name) as journal:
        assert journal.resumed
        for one in IDS:
            assert journal.get("users", one) in [on_disk.get(one), *later.get(one, [])]


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=max(settings().max_examples // 3, 1)
)
@given(calls=steps())
def test_calls_in_any_order_have_the_results_of_a_dict(tmp_path: Path, calls: list[tuple[str, Any]]) -> None:
    path = tmp_path / "move.db"
    for ending in ("", "-wal", "-shm"):
        Path(f"{path}{ending}").unlink(missing_ok=True)
    with opened(path) as journal:
        asyncio.run(follow(journal, calls, path))
        expected = list(journal.entries())
    with opened(path) as journal:
        assert list(journal.entries()) == expected


STATEMENTS: dict[Statement, Callable[[str, int], Row]] = {
    PUT: lambda one, number: ("users", one, number, 1, None, one, None, 0, 0, 0, None),
    DELETE: lambda one, number: ("users", one),
    creations._PUT_CREATED: lambda one, number: ("users", one, f"t{number % 2}", number % 3, number),
    creations._PUT: lambda one, number: ("users", one, f"t{number % 2}", number % 3, None),
    creations._SET_WRITTEN: lambda one, number: (number, "users", one, f"t{number % 2}"),
    creations._SET_UNCERTAIN: lambda one, number: ("users", one),
    left_out._PUT: lambda one, number: ("users", one, f"p{number % 2}", "orgs", "o", str(number), 1),
    left_out._DELETE: lambda one, number: ("users", one),
}


@given(
    st.lists(
        st.tuples(st.sampled_from(list(STATEMENTS)), st.integers(0, 11), st.integers(0, 5)),
        max_size=2 * CHUNK_SIZES[0],
    )
)
def test_a_batch_has_the_result_of_its_statements_one_by_one(drawn: list[tuple[Statement, int, int]]) -> None:
    batch = [(statement, STATEMENTS[statement](f"u{one}", number)) for statement, one, number in drawn]
    together, alone = (database(None, "a journal") for _ in range(2))
    for db in (together, alone):
        for text in (*journal_file.SCHEMA, journal_file.LEFT_OUT_SCHEMA, *creations.SCHEMA):
            db.execute(text)
    execute_batch(together, batch)
    for statement, row in batch:
        alone.execute(statement.text(1), row)
    for table in ("objects", "created", "left_out"):
        found, expected = (db.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3").fetchall() for db in (together, alone))
        assert found == expected
    together.close()
    alone.close()


def test_a_forked_process_is_told_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = opened(tmp_path / "move.db")
    monkeypatch.setattr(journal._queue, "_process", 0)
    with pytest.raises(ClientStateError, match="before the migration"):
        journal.put(entry("a"))
    monkeypatch.undo()
    journal.close()


async def test_a_cancelled_run_leaves_no_intent_of_a_request_that_was_not_sent(
    connect: Connect, tmp_path: Path, commits: Commits
) -> None:
    a, b = source(*(user(f"u{number:02}") for number in range(40))), target(allocates=True)
    path, sent = tmp_path / "move.db", threading.Event()

    def hold(method: str, collection: str, key: str | None) -> None:
        if method == "POST" and collection == "users" and commits.may_go_on.is_set():
            commits.begun.clear()
            commits.may_go_on.clear()
            sent.set()

    b.before.append(hold)
    run = asyncio.ensure_future(Migration(connect(a), connect(b), ["users"], journal=path, concurrency=4).run_async())
    assert await asyncio.to_thread(sent.wait, 60)
    await commits.until_begun()
    b.before.clear()
    run.cancel()
    commits.may_go_on.set()
    with pytest.raises(asyncio.CancelledError):
        await run
    assert len(b.users) < 40
    report = await Migration(connect(a), connect(b), ["users"], journal=path).run_async()
    assert (report.resumed, report.failed, report.by_entity["users"].unknown, len(b.users)) == (True, [], 0, 40)
