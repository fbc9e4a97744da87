"""The file of the outbox: who can read it, who uses it, and what else it may hold."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.events.kit import SENSOR, identity, spent
from tests.events.outbox_kit import counts
from timeback.errors import (
    ClientStateError,
    ConfigurationError,
    StorageError,
)
from timeback.events import Outbox
from timeback.sandbox import Sandbox

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="modes and fork of POSIX")


@POSIX
def test_only_the_owner_can_read_the_files(path: Path) -> None:
    old = os.umask(0)
    try:
        with Outbox(path) as outbox:
            outbox.put(spent(1))
            found = {each.name: stat.S_IMODE(each.stat().st_mode) for each in path.parent.iterdir()}
    finally:
        os.umask(old)
    assert found == dict.fromkeys(["events.db", "events.db-wal", "events.db-shm", "events.db.lock"], 0o600)


def test_one_outbox_uses_a_file_at_a_time(path: Path) -> None:
    with Outbox(path) as outbox:
        with pytest.raises(ConfigurationError, match=r"events\.db is in use.*one file for each process"):
            Outbox(path)
        code = f"from timeback.events import Outbox\nOutbox({str(path)!r})"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment())
        assert "in use by another process" in done.stderr
        outbox.put(spent(1))
    with Outbox(path) as outbox:
        assert outbox.pending == 1


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}


def test_another_file_is_not_touched(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("mine", encoding="utf-8")
    with pytest.raises(ConfigurationError, match="a text file"):
        Outbox(text)
    assert text.read_text(encoding="utf-8") == "mine"
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as db:
        db.execute("CREATE TABLE mine (a)")
    db.close()
    before = other.read_bytes()
    with pytest.raises(ConfigurationError, match="SQLite database of another application"):
        Outbox(other)
    assert other.read_bytes() == before
    with pytest.raises(ConfigurationError, match="folder does not exist"):
        Outbox(tmp_path / "no" / "events.db")
    with pytest.raises(ConfigurationError, match="a folder"):
        Outbox(tmp_path)


def test_a_damaged_or_newer_file_is_told(path: Path) -> None:
    with Outbox(path) as outbox:
        outbox.put(*map(spent, range(300)))
    content = path.read_bytes()
    path.write_bytes(content[:8192] + b"\xff" * (len(content) - 8192))
    with pytest.raises(StorageError, match="damaged"):
        Outbox(path)
    path.write_bytes(content)
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 9")
    db.close()
    with pytest.raises(ConfigurationError, match="another version"):
        Outbox(path)


def test_an_event_of_a_newer_version_is_refused_and_kept(box: Sandbox, path: Path) -> None:
    with Outbox(path) as outbox, box.client(sensor=SENSOR) as client:
        outbox.put(spent(1), spent(2))
        body = '{"kind": "NextEvent", "event": {}}'
        outbox._file._db.execute("UPDATE events SET body = ? WHERE id = ?", (body, identity(1)))  # type: ignore[union-attr]
        assert outbox.flush(client).sent == [identity(2)]
        ((event_id, error),) = outbox.rejected
        assert event_id == identity(1)
        assert "another version" in str(error)


def test_a_closed_outbox(path: Path) -> None:
    outbox = Outbox(path)
    outbox.close()
    outbox.close()
    uses: list[Callable[[], Any]] = [lambda: outbox.put(spent(1)), lambda: outbox.pending, lambda: outbox.rejected]
    for use in uses:
        with pytest.raises(ClientStateError, match=r"events\.db is closed"):
            use()
    assert repr(outbox) == "<Outbox events.db>"


@POSIX
@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_a_forked_process_cannot_use_it(path: Path) -> None:
    with Outbox(path) as outbox:
        outbox.put(spent(1))
        child = os.fork()
        if child == 0:
            try:
                outbox.put(spent(2))
            except ClientStateError:
                outbox.close()
                os._exit(0)
            os._exit(1)
        assert os.waitpid(child, 0)[1] == 0
        outbox.put(spent(3))
        assert outbox.pending == 2
        with pytest.raises(ConfigurationError, match="in use"):
            Outbox(path)


def test_many_threads_put_and_flush(box: Sandbox, path: Path) -> None:
    with Outbox(path) as outbox, box.client(sensor=SENSOR) as client:

        def work(first: int) -> None:
            for number in range(first, first + 50):
                outbox.put(spent(number))
                if number % 10 == 0:
                    outbox.flush(client, batch_size=7)

        threads = [threading.Thread(target=work, args=(1000 * index,)) for index in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        outbox.flush(client)
        assert outbox.pending == 0
    assert counts(box) == {1: 200}
