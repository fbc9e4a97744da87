"""The journal, its lock, and the resumption of an interrupted run."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from timeback import AsyncTimeBackClient
from timeback.errors import APIConnectionError, ConfigurationError, TimeBackError
from timeback.migration import Migration, migrate_users, verify
from timeback.migration.journal.file_lock import FileLock
from timeback.migration.journal.journal import Journal
from timeback.migration.journal.records import JournalEntry, TransferOutcome, TransferState
from timeback.sandbox import Sandbox

from .conftest import Connect
from .district import thin
from .server import Server, org, user
from .test_killed import CHILD
from .test_over_http import environment


def source(*users: dict[str, Any]) -> Server:
    return Server("source").add(org("d"), org("o1", "d"), to="orgs").add(*users)


def target(**manners: Any) -> Server:
    return Server("target", **manners).add(org("d"), org("o1", "d"), to="orgs")


def opened(path: Path | None, **options: Any) -> Journal:
    return Journal(path, source="a", target="b", **options)


def test_entries_and_metadata_are_stored(tmp_path: Path) -> None:
    path = tmp_path / "move.db"
    row = JournalEntry(
        entity="users",
        sourced_id="u1",
        state=TransferState.SENT,
        run=1,
        digest=b"x",
        is_creation=True,
        has_deferred_references=True,
        selected=True,
        reason="r",
    )
    with opened(path) as journal:
        journal.put(row)
        journal.put(
            JournalEntry(
                entity="users",
                sourced_id="u2",
                state=TransferState.DONE,
                run=1,
                outcome=TransferOutcome.CREATED,
                target_id="t2",
            )
        )
        journal.record_id_policy(kept=True)
        asyncio.run(journal.flush())
    with opened(path) as journal:
        assert (journal.run_number, journal.resumed, journal.target_keeps_ids) == (1, True, True)
        assert journal.get("users", "u1") == row
        assert journal.source_id_of("users", "t2") == "u2"
        assert [found.sourced_id for found in journal.pending("users")] == ["u1"]
        assert list(journal.outcome_counts()) == [("users", "created", 1)]
        journal.record_id_policy(kept=False)
        journal.record_id_policy(kept=True)
        assert journal.target_keeps_ids is False
        journal.finish()
    with opened(path) as journal:
        assert (journal.run_number, journal.resumed) == (2, False)
        assert list(journal.outcome_counts()) == []


def test_iteration_visits_each_entry_once_while_entries_change(tmp_path: Path) -> None:
    with opened(None) as journal:
        for number in range(1203):
            journal.put(JournalEntry(entity="users", sourced_id=f"{number:05}", state=TransferState.PLANNED, run=1))
        met = []
        for row in journal.pending("users"):
            met.append(row.sourced_id)
            journal.put(JournalEntry(entity="users", sourced_id=row.sourced_id, state=TransferState.DONE))
        assert met == [f"{number:05}" for number in range(1203)]


def test_a_digest_depends_on_the_secret(tmp_path: Path) -> None:
    with opened(tmp_path / "a.db") as one, opened(tmp_path / "b.db") as other:
        assert one.digest({"a": 1, "b": 2}) == one.digest({"b": 2, "a": 1}) != one.digest({"a": 1, "b": 3})
        assert one.digest({"a": 1}) != other.digest({"a": 1})
        before = one.digest({"a": 1})
        one.add_secret("secret")
        assert one.digest({"a": 1}) != before


def test_files_that_are_not_the_journal_of_the_migration_are_rejected(tmp_path: Path) -> None:
    path = tmp_path / "move.db"
    opened(path).close()
    assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(ConfigurationError, match="its target is b"):
        Journal(path, source="a", target="c")
    assert sorted(tmp_path.iterdir()) == [path]
    with sqlite3.connect(path) as db:
        db.execute("UPDATE facts SET value = '99' WHERE name = 'version'")
    db.close()
    with pytest.raises(ConfigurationError, match="format 99"):
        opened(path)

    text = tmp_path / "notes.txt"
    text.write_text("keep me, I am no database of any kind, and longer than a header would be" * 20)
    with pytest.raises(ConfigurationError, match=r"notes\.txt"):
        opened(text)
    assert text.read_text().startswith("keep me")
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as db:
        db.execute("CREATE TABLE mine (a)")
    db.close()
    with pytest.raises(ConfigurationError, match=r"other\.db"):
        opened(other)
    with pytest.raises(ConfigurationError, match=r"move\.db"):
        opened(tmp_path / "nowhere" / "move.db")


def test_a_second_process_is_rejected_with_the_number_of_the_first(tmp_path: Path) -> None:
    path = tmp_path / "move.db"
    hold = "import sys; from timeback.migration.journal.journal import Journal; "
    hold += "Journal(sys.argv[1], source='a', target='b'); "
    hold += "print('held', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", hold, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment(),
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(ConfigurationError, match=rf"\b{other.pid}\b"):
            opened(path)
        opened(path, use_copy=True).close()
        other.kill()
    with opened(path), pytest.raises(ConfigurationError, match=rf"\b{os.getpid()}\b"):
        opened(path)
    opened(path).close()
    lock = FileLock(tmp_path / "x.lock")
    lock.release()
    assert not (tmp_path / "x.lock").exists()


def test_a_run_resumes_an_interrupted_one(connect: Connect, tmp_path: Path) -> None:
    a, b = source(*(user(f"u{number:03}") for number in range(120))), target()
    journal = tmp_path / "move.db"
    gone = httpx.ConnectError("refused")
    b.before.append(lambda method, collection, key: gone if len(b.users) >= 50 else None)
    with pytest.raises(APIConnectionError) as caught:
        Migration(connect(a), connect(b, max_retries=0), ["users"], journal=journal).run()
    (note,) = caught.value.__notes__
    assert "move.db" in note
    b.before.clear()
    b.requests.clear()
    report = Migration(connect(a), connect(b), ["users"], journal=journal).run()
    assert report.resumed
    assert (report.by_entity["users"].created, report.failed) == (120, [])
    assert sum(request == ("POST", "users") for request in b.requests) == 70

    with pytest.raises(ConfigurationError, match="another migration"):
        Migration(connect(a), connect(Server("third")), ["users"], journal=journal).run()
    with pytest.raises(ConfigurationError, match="another migration"):
        verify(connect(b), connect(a), ["users"], journal=journal)


def test_an_unreachable_token_server_leaves_no_unknown_objects(connect: Connect, tmp_path: Path) -> None:
    a, b = source(*(user(f"u{number:03}") for number in range(60))), target(allocates=True)
    journal = tmp_path / "move.db"

    async def handler(request: httpx.Request) -> httpx.Response:
        # The token is refused in the middle of the run, and no other one is given.
        if request.url.path == "/token" and b.users:
            return httpx.Response(503)
        return httpx.Response(401) if len(b.users) >= 20 else await b(request)

    def client() -> AsyncTimeBackClient:
        return AsyncTimeBackClient(
            api_url=b.url,
            token_url=f"{b.url}/token",
            client_id="id",
            client_secret="secret",
            transport=httpx.MockTransport(handler),
            max_retries=0,
        )

    with pytest.raises(TimeBackError) as caught:
        Migration(connect(a), client(), ["users"], journal=journal).run()
    assert "move.db" in caught.value.__notes__[0]
    report = Migration(connect(a), connect(b), ["users"], journal=journal).run()
    assert (report.by_entity["users"].unknown, report.failed, len(b.users)) == (0, [], 60)


async def test_a_run_that_is_cancelled_while_it_waits_for_a_token_leaves_no_unknown_objects(
    connect: Connect, tmp_path: Path
) -> None:
    a, b = source(*(user(f"u{number:03}") for number in range(60))), target(allocates=True)
    journal = tmp_path / "move.db"
    waits = asyncio.Event()

    async def handler(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/token" and b.users:
            waits.set()
            await asyncio.Event().wait()
        return httpx.Response(401) if len(b.users) >= 20 else await b(request)

    client = AsyncTimeBackClient(
        api_url=b.url,
        token_url=f"{b.url}/token",
        client_id="id",
        client_secret="secret",
        transport=httpx.MockTransport(handler),
    )
    run = asyncio.create_task(Migration(connect(a), client, ["users"], journal=journal).run_async())
    await waits.wait()
    run.cancel()
    with pytest.raises(asyncio.CancelledError):
        await run
    report = await Migration(connect(a), connect(b), ["users"], journal=journal).run_async()
    assert (report.by_entity["users"].unknown, report.failed, len(b.users)) == (0, [], 60)


def test_unknown_objects_are_searched_for_and_never_sent_again(connect: Connect, tmp_path: Path) -> None:
    known = user("u1", username="ada", email="ada@example.org")
    a, b = source(known, user("u2"), user("u3", username="twin")), target(allocates=True)
    b.add(user("old", username="twin"), user("older", username="twin"))
    journal = tmp_path / "move.db"
    left = {"u1", "u2", "u3"}

    def lose(method: str, collection: str, key: str | None) -> Any:
        return httpx.ReadError("cut") if method == "POST" and key in left and not left.remove(key) else None

    b.after.append(lose)
    before = len(b.users)
    for _ in range(2):
        report = Migration(connect(a), connect(b, max_retries=0), ["users"], journal=journal).run()
        # One by its name; of the two others one has nothing to be known by, and one is there three times.
        assert report.failed == [("users", "u2"), ("users", "u3")]
        assert report.by_entity["users"].unknown == 2
        assert "check the target" in report.reasons["users", "u2"]
        assert len(b.users) == before + 3
    for sent in (True, False):
        migrate = Migration(connect(a), connect(b), ["users"], journal=journal, resend_unknown=True)
        report = migrate.run()
        assert (report.failed, report.by_entity["users"].created) == ([], 2 * sent)
        assert len(b.users) == before + 5


@pytest.mark.skipif(os.name == "nt", reason="needs signals")
@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("SIGINT", 130),
        pytest.param("SIGTERM", 143, marks=pytest.mark.slow),
        pytest.param("SIGHUP", 129, marks=pytest.mark.slow),
    ],
)
def test_a_signal_leaves_a_complete_journal(tmp_path: Path, name: str, code: int) -> None:
    journal = tmp_path / "move.db"
    keys = {"client_id": "id", "client_secret": "secret"}
    with Sandbox(users=10, **keys) as here, Sandbox(**keys) as there:
        thin(here)
        there.faults.add(method="POST", path="/ims/*", latency=0.05)
        command = [sys.executable, str(CHILD), here.url, there.url, "id", "secret", str(journal), "signals"]
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment()
        )
        while sum(request.method == "POST" for request in there.requests) < 40:
            assert process.poll() is None, process.communicate()
            time.sleep(0.005)
        process.send_signal(getattr(signal, name))
        output, errors = process.communicate(timeout=60)
        assert (process.returncode, output) == (code, ""), errors
        assert errors.startswith("Interrupted. ")
        assert "move.db" in errors
        assert errors.count("\n") == 1
        assert [path.name for path in tmp_path.iterdir()] == ["move.db"]
        there.faults.clear()
        ends = here.client(), there.client(environment="production")
        report = Migration(*ends, journal=journal).run()
        assert (report.resumed, report.failed) == (True, [])
        assert verify(*ends, journal=journal, strict=True)


def test_migrate_users_with_a_journal(connect: Connect, tmp_path: Path) -> None:
    a, b = source(*(user(f"u{number}") for number in range(9))), target(allocates=True)
    journal = tmp_path / "users.db"
    assert migrate_users(connect(a), connect(b), journal=journal).created == 9
    report = migrate_users(connect(a), connect(b), journal=journal, on_conflict="fail")
    assert (report.unchanged, report.failed, len(b.users)) == (9, [], 9)
