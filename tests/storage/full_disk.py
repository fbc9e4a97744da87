"""Work on files that may not grow beyond a limit, in a process of its own: full_disk.py KIND FOLDER LIMIT [LIMIT ...].

The limit of the system on the size of each file stands for a full disk: a write beyond it fails, wherever it comes
from. Prints a JSON object: for each limit, what became of it.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx

from tests.file_size_limit import no_file_beyond
from tests.migration.server import Server, org, user
from timeback import AsyncTimeBackClient
from timeback._http.download import DownloadTarget
from timeback.bundles import Bundle, BundleWriter
from timeback.errors import StorageError
from timeback.migration import Migration
from timeback.migration.journal.journal import Journal
from timeback.migration.journal.records import JournalEntry, TransferState
from timeback.parquet import ParquetWriter


def journal(folder: Path, limit: int) -> dict[str, Any]:
    """Rows are kept and committed until the file is full; what was committed is there afterwards."""
    path = folder / f"{limit}.db"
    kept: list[str] = []

    async def work() -> None:
        with Journal(path, source="a", target="b") as book:
            for number in range(400):
                book.put(
                    JournalEntry(entity="users", sourced_id=f"u{number:04}", state=TransferState.SENT, reason="x" * 200)
                )
                if number % 3 == 0:
                    await book.flush()
                    kept[:] = [f"u{one:04}" for one in range(number + 1)]

    failure = failed(lambda: asyncio.run(work()), limit)
    with Journal(path, source="a", target="b") as book:
        there = {row.sourced_id for row in book.entries("users")}
        book.put(JournalEntry(entity="users", sourced_id="last", state=TransferState.DONE))
        book.finish()
    return {"failed": failure, "kept": len(kept), "lost": sorted(set(kept) - there), "left": names(folder, path)}


def migration(folder: Path, limit: int) -> dict[str, Any]:
    """A whole migration to a server that gives ids of its own: whatever is sent twice is there twice."""
    path = folder / f"{limit}.db"
    source = Server("source").add(org("d"), to="orgs")
    source.add(*(user(f"u{number:03}", org="d", username=f"name{number}") for number in range(60)))
    target = Server("target", allocates=True).add(org("d"), to="orgs")

    def run() -> Any:
        return Migration(client(source), client(target), ["users"], journal=path).run()

    failure = failed(run, limit)
    report = run()
    twice = len(target.users) - len({one["username"] for one in target.users.values()})
    return {
        "failed": failure,
        "complete": (len(target.users), report.failed) == (60, []),
        "twice": twice,
        "left": names(folder, path),
    }


def bundle(folder: Path, limit: int) -> dict[str, Any]:
    """A bundle is there whole, or not at all and nothing beside it."""
    path = folder / f"{limit}.zip"

    def run() -> None:
        with BundleWriter(path) as writer:
            writer.write("orgs", {"sourcedId": "o", "name": "Org", "type": "district", "status": "active"})
            for number in range(600):
                writer.write("users", {**user(f"u{number}", org="o"), "username": f"{number * 7919 % 10007}"})

    failure = failed(run, limit)
    left = names(folder) if failure else []
    if failure:
        run()
    with Bundle.open(path) as found:
        complete = sum(1 for _ in found.read("users")) == 600
    return {"failed": failure, "complete": complete, "left": left}


def parquet(folder: Path, limit: int) -> dict[str, Any]:
    """The same for Parquet files."""
    path = folder / str(limit)

    def run() -> None:
        with ParquetWriter(path) as writer:
            for number in range(600):
                writer.write("users", {**user(f"u{number}"), "username": f"{number * 7919 % 10007}"})
            writer.write("orgs", org("d"))

    failure = failed(run, limit)
    left = names(folder) if failure else []
    if failure:
        run()
    return {"failed": failure, "complete": names(path) == ["orgs.parquet", "users.parquet"], "left": left}


def download(folder: Path, limit: int) -> dict[str, Any]:
    """What is saved is there whole, and else the file of before."""
    path = folder / "cartridge.zip"
    path.write_bytes(b"of yesterday")

    def run() -> None:
        with DownloadTarget(path) as sink:
            sink.start_body()
            for _ in range(100):
                sink.write(b"x" * 1000)

    failure = failed(run, limit)
    left, kept = names(folder, path), path.read_bytes() == b"of yesterday"
    run()
    return {"failed": failure, "complete": kept and path.stat().st_size == 100_000, "left": left}


def failed(work: Callable[[], object], limit: int) -> dict[str, Any] | None:
    """What an error says of itself; None where there was none. Another error than the right one ends the process."""
    try:
        with no_file_beyond(limit):
            work()
    except StorageError as error:
        return {"kind": type(error).__name__, "path": error.path, "action": error.action, "text": str(error)}
    return None


def names(folder: Path, *but: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path not in but)


def client(server: Server) -> AsyncTimeBackClient:
    return AsyncTimeBackClient(
        api_url=server.url,
        token_url=f"{server.url}/token",
        client_id="id",
        client_secret="secret",
        transport=httpx.MockTransport(server),
    )


def main() -> None:
    kind, root, *limits = sys.argv[1:]
    found = {}
    for limit in limits:
        folder = Path(root) / limit
        folder.mkdir()
        found[limit] = globals()[kind](folder, int(limit))
    print(json.dumps(found))


if __name__ == "__main__":
    main()
