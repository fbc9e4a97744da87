"""Files of others that are named as a journal, a checkpoint or the sandbox's database stay as they are."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.facade.paging_server import PagingServer, Reader, ids
from timeback.cli.app import timeback
from timeback.errors import ConfigurationError, InvalidRequestError, StorageError
from timeback.migration.journal.journal import Journal
from timeback.migration.journal.records import TransferState
from timeback.migration.reporting.html_report import write_html
from timeback.migration.reporting.report import Report
from timeback.sandbox import Sandbox

from .kit import FOREIGN, killed, other_database, pipe, snapshot

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs pipes and SIGKILL")


@pytest.mark.parametrize("name", FOREIGN)
@pytest.mark.parametrize("use", ["journal", "copy of a journal", "sandbox", "checkpoint"])
def test_a_file_of_others_stays_as_it_is(tmp_path: Path, use: str, name: str) -> None:
    make, kind = FOREIGN[name]
    path = tmp_path / "file.db"
    make(path)
    if path.is_file():
        path.chmod(0o644)
        os.utime(path, ns=(10**18, 10**18))
    before = snapshot(tmp_path)
    with pytest.raises((ConfigurationError, InvalidRequestError)) as caught:
        if use == "checkpoint":
            Reader("sync").read(PagingServer(ids(5)), checkpoint=path)
        elif use == "sandbox":
            Sandbox(db=path).start()
        else:
            Journal(path, source="a", target="b", use_copy="copy" in use)
    assert snapshot(tmp_path) == before
    if use != "checkpoint" or name not in ("JSON", "a folder"):
        assert kind in str(caught.value)
    assert not isinstance(caught.value, StorageError)


@pytest.mark.parametrize("use_copy", [False, True])
def test_a_device_is_no_journal(use_copy: bool) -> None:
    with pytest.raises(ConfigurationError, match="device"):
        Journal("/dev/full", source="a", target="b", use_copy=use_copy)


def test_the_command_says_what_the_file_is(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    other_database(path)
    before = snapshot(tmp_path)
    settings = {"TIMEBACK_CONFIG": str(tmp_path / "none.toml")}
    for place in ("STAGING", "PRODUCTION"):
        settings |= {
            f"TIMEBACK_{place}_CLIENT_ID": "id",
            f"TIMEBACK_{place}_CLIENT_SECRET": "secret",
            f"TIMEBACK_{place}_API_URL": f"http://127.0.0.1:{1 if place == 'STAGING' else 2}",
        }
    commands = (
        ("migrate", "staging", "production", "--journal", str(path), "--yes"),
        ("migrate", "staging", "production", "--journal", str(path), "--dry-run"),
        ("verify", "staging", "production", "--journal", str(path)),
        ("sandbox", "--port", "0", "--db", str(path)),
    )
    for command in commands:
        done = CliRunner().invoke(timeback, command, env=settings, prog_name="timeback")
        assert done.exit_code == 2, (command, done.output)
        assert "SQLite database of another application" in done.stderr
        assert done.stderr.count("\n") == 1
        assert snapshot(tmp_path) == before


# As a version before this one made a journal: what says that it is one comes into the log.
OLDER_JOURNAL = """
    import sqlite3, sys
    db = sqlite3.connect(sys.argv[1], isolation_level=None)
    db.execute("PRAGMA journal_mode = WAL")
    from timeback.migration.journal import journal_file
    for statement in journal_file.SCHEMA:
        db.execute(statement)
    for fact in {"version": "1", "source": "a", "target": "b", "salt": "00", "run": "1", "finished": "no"}.items():
        db.execute("INSERT INTO facts VALUES (?, ?)", fact)
    db.execute("INSERT INTO objects VALUES ('users', 'u1', 1, 1, NULL, NULL, NULL, 1, 0, 0, NULL)")
"""


def test_a_journal_whose_first_run_was_killed_is_known_by_its_log(tmp_path: Path) -> None:
    path = tmp_path / "move.db"
    killed(OLDER_JOURNAL, str(path))
    assert path.read_bytes()[68:72] == bytes(4), "the file itself says nothing yet"
    for use_copy in (True, False):
        with Journal(path, source="a", target="b", use_copy=use_copy) as journal:
            assert [(row.sourced_id, row.state) for row in journal.entries("users")] == [("u1", TransferState.SENT)]
            assert journal.resumed
    assert [one.name for one in tmp_path.iterdir()] == ["move.db"]
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_new_journal_says_at_once_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "move.db"
    killed(
        "import sys; from timeback.migration.journal.journal import Journal; "
        "Journal(sys.argv[1], source='a', target='b')",
        str(path),
    )
    assert path.read_bytes()[68:72] == b"TMJ1"


@pytest.mark.parametrize("content", [b"", None])
def test_an_empty_file_becomes_a_journal(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "move.db"
    if content is not None:
        path.write_bytes(content)
        path.chmod(0o644)
    else:
        with sqlite3.connect(path) as db:
            db.execute("PRAGMA journal_mode = WAL")
        db.close()
        assert path.stat().st_size
    with Journal(path, source="a", target="b") as journal:
        assert journal.run_number == 1
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_comparison_leaves_nothing_beside_the_journal(tmp_path: Path) -> None:
    path = tmp_path / "move.db"
    Journal(path, source="a", target="b").close()
    before = snapshot(tmp_path)
    Journal(path, source="a", target="b", use_copy=True).close()
    assert snapshot(tmp_path) == before


def test_a_database_of_an_older_sandbox_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "sandbox.db"
    with Sandbox(db=path, users=5):
        pass
    with sqlite3.connect(path) as db:
        assert db.execute("PRAGMA application_id").fetchone()[0]
        db.execute("PRAGMA application_id = 0")
    db.close()
    for _ in range(2):
        with Sandbox(db=path) as box:
            assert box.store.count("users") == 5
    assert path.read_bytes()[68:72] == b"TMS1"


@pytest.mark.slow
def test_a_database_of_an_older_sandbox_that_was_killed_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "sandbox.db"
    code = """
        import sys
        from timeback.sandbox.storage import store
        vars(store)["_APPLICATION"] = 0
        from timeback.sandbox import Sandbox
        box = Sandbox(db=sys.argv[1], users=5).start()
    """
    killed(code, str(path))
    with Sandbox(db=path) as box:
        assert box.store.count("users") == 5


def test_a_journal_is_no_database_of_a_sandbox(tmp_path: Path) -> None:
    path = tmp_path / "move.db"
    Journal(path, source="a", target="b").close()
    before = snapshot(tmp_path)
    with pytest.raises(ConfigurationError, match="sandbox"):
        Sandbox(db=path).start()
    assert snapshot(tmp_path) == before


@pytest.mark.parametrize("use", ["journal", "copy of a journal", "sandbox", "checkpoint"])
@pytest.mark.parametrize("length", [1, 2])
def test_a_loop_of_links_is_called_one(tmp_path: Path, use: str, length: int) -> None:
    links = [tmp_path / f"{number}.db" for number in range(length)]
    for link, following in zip(links, [*links[1:], links[0]], strict=True):
        link.symlink_to(following)
    before = snapshot(tmp_path)
    with pytest.raises((ConfigurationError, InvalidRequestError), match="loop of symbolic links") as caught:
        if use == "checkpoint":
            Reader("sync").read(PagingServer(ids(5)), checkpoint=links[0])
        else:
            start(use, links[0])
    assert "does not exist" not in str(caught.value)
    assert snapshot(tmp_path) == before


@pytest.mark.parametrize("use", ["journal", "sandbox"])
def test_a_folder_that_is_a_loop_of_links_is_called_one(tmp_path: Path, use: str) -> None:
    tmp_path.joinpath("loop").symlink_to(tmp_path / "loop")
    with pytest.raises(ConfigurationError, match="loop of symbolic links"):
        start(use, tmp_path / "loop" / "move.db")


def test_a_checkpoint_behind_a_link_is_replaced_and_the_link_stays(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    link.symlink_to(real)
    with pytest.raises(InvalidRequestError, match="symbolic link"):
        Reader("sync").read(PagingServer(ids(50)), most=25, page_size=10, checkpoint=link)
    real.touch()
    with pytest.raises(InvalidRequestError, match="empty file"):
        Reader("sync").read(PagingServer(ids(50)), most=25, page_size=10, checkpoint=link)
    real.unlink()
    Reader("sync").read(PagingServer(ids(50)), most=25, page_size=10, checkpoint=real)
    assert Reader("sync").read(PagingServer(ids(50)), most=25, page_size=10, checkpoint=link) == ids(25, 20)
    assert link.is_symlink()
    assert real.is_file()


def test_a_report_that_cannot_be_written_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "report.html"
    write_html(Report(), path)
    before = path.read_bytes()

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    report = Report(seconds=90)
    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", full)
        with pytest.raises(StorageError) as caught:
            write_html(report, path)
    assert (caught.value.path, caught.value.errno) == (str(path), 28)
    assert path.read_bytes() == before
    write_html(report, "/dev/null")
    assert Path("/dev/null").is_char_device()


COMPANIONS: dict[str, Callable[[Path], object]] = {
    "text": lambda path: path.write_text("keep me"),
    "bytes": lambda path: path.write_bytes(b"\x00\x01\xff" * 100),
    "a pipe": pipe,
    "a folder": Path.mkdir,
    "a link": lambda path: path.symlink_to(path.with_name("other")),
}


def start(use: str, path: Path) -> None:
    """Use a path as a database, and close it again."""
    if use == "sandbox":
        with Sandbox(db=path, users=5):
            pass
    else:
        Journal(path, source="a", target="b", use_copy="copy" in use).close()


@pytest.mark.parametrize("use", ["journal", "copy of a journal", "sandbox"])
@pytest.mark.parametrize("ending", ["-wal", "-shm", "-journal"])
@pytest.mark.parametrize("kind", COMPANIONS)
@pytest.mark.parametrize("empty", [False, True])
def test_a_file_of_others_of_a_name_that_sqlite_uses_stays(
    tmp_path: Path, use: str, ending: str, kind: str, empty: bool
) -> None:
    path = tmp_path / "move.db"
    if empty:
        path.touch()
    COMPANIONS[kind](tmp_path / f"move.db{ending}")
    before = snapshot(tmp_path)
    with pytest.raises(ConfigurationError, match=f"move.db{ending}") as caught:
        start(use, path)
    assert not isinstance(caught.value, StorageError)
    assert snapshot(tmp_path) == before


@pytest.mark.parametrize("use", ["journal", "sandbox"])
@pytest.mark.parametrize("ending", ["-wal", "-shm", "-journal"])
@pytest.mark.parametrize("kind", COMPANIONS)
def test_it_stays_beside_a_database_that_is_there_too(tmp_path: Path, use: str, ending: str, kind: str) -> None:
    path = tmp_path / "move.db"
    start(use, path)
    COMPANIONS[kind](tmp_path / f"move.db{ending}")
    before = snapshot(tmp_path)
    with pytest.raises(ConfigurationError, match=f"move.db{ending}"):
        start(use, path)
    assert snapshot(tmp_path) == before


@pytest.mark.parametrize("use", ["journal", "sandbox"])
@pytest.mark.parametrize("ending", ["-wal", "-shm", "-journal"])
def test_an_empty_companion_does_no_harm(tmp_path: Path, use: str, ending: str) -> None:
    path = tmp_path / "move.db"
    path.with_name(f"move.db{ending}").touch()
    for _ in range(2):
        start(use, path)


# The first transaction: the file itself is empty yet.
BEGUN = """
    import sqlite3, sys
    db = sqlite3.connect(sys.argv[1], isolation_level=None)
    db.execute("BEGIN")
    db.execute("CREATE TABLE t (a)")
"""


@pytest.mark.parametrize("use", ["journal", "sandbox"])
@pytest.mark.parametrize("synced", [False, True])
def test_a_run_that_was_killed_while_it_made_the_tables_goes_on(tmp_path: Path, use: str, synced: bool) -> None:
    path = tmp_path / "move.db"
    killed(BEGUN, str(path))
    assert path.stat().st_size == 0
    companion = path.with_name("move.db-journal")
    assert companion.read_bytes()[:8] == bytes(8), "SQLite writes the first bytes when it syncs the file"
    if synced:
        with companion.open("r+b") as file:
            file.write(bytes.fromhex("d9d505f920a163d7"))
    start(use, path)
    assert not path.with_name("move.db-journal").exists()


def test_what_a_killed_run_left_beside_a_journal_that_was_removed_is_sqlites(tmp_path: Path) -> None:
    path = tmp_path / "move.db"
    killed(OLDER_JOURNAL, str(path))
    path.unlink()
    assert path.with_name("move.db-wal").stat().st_size
    assert path.with_name("move.db-shm").stat().st_size
    start("journal", path)
    assert [one.name for one in tmp_path.iterdir()] == ["move.db"]
