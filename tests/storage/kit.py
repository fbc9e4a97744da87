"""Files of others, and what tells whether they are as they were."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.migration.test_over_http import environment

Snapshot = dict[str, tuple[bytes | None, int, int]]


def snapshot(folder: Path) -> Snapshot:
    """Content, mode and time of change of everything in a folder."""
    found: Snapshot = {}
    for path in sorted(folder.iterdir()):
        state = path.lstat()
        content = path.read_bytes() if path.is_file() and not path.is_symlink() else None
        found[path.name] = content, state.st_mode, state.st_mtime_ns
    return found


def killed(code: str, *arguments: str) -> None:
    """Run a program that ends itself by force: what it has committed may be in the log alone."""
    program = textwrap.dedent(code) + "\nimport os, signal\nos.kill(os.getpid(), signal.SIGKILL)\n"
    done = subprocess.run([sys.executable, "-c", program, *arguments], env=environment(), check=False)
    assert done.returncode == -signal.SIGKILL


def other_database(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE mine (a)")
        db.execute("INSERT INTO mine VALUES (1)")
    db.close()


def marked_database(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA application_id = 123456")
    db.close()


def database_with_log(path: Path) -> None:
    killed(
        """
        import sqlite3, sys
        db = sqlite3.connect(sys.argv[1], isolation_level=None)
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("CREATE TABLE mine (a)")
        """,
        str(path),
    )
    assert path.with_name(f"{path.name}-wal").exists()


def pipe(path: Path) -> None:
    os.mkfifo(path)


def zipped(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.csv", "x")


FOREIGN: dict[str, tuple[Callable[[Path], Any], str]] = {
    "another database": (other_database, "SQLite database"),
    "a database with the mark of another application": (marked_database, "SQLite database"),
    "a database whose tables are in its log": (database_with_log, "SQLite database"),
    "text": (lambda path: path.write_text("keep me"), "text file"),
    "JSON": (lambda path: path.write_text('{"a": 1}'), "text file"),
    "bytes": (lambda path: path.write_bytes(b"\x00\x01\xff" * 100), "binary file"),
    "a zip file": (zipped, "ZIP file"),
    "half a header": (lambda path: path.write_bytes(b"SQLite format 3\0" + bytes(20)), "SQLite database"),
    "a folder": (Path.mkdir, "folder"),
    "a pipe": (pipe, "named pipe"),
}
