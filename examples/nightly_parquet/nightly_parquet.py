"""Export what changed since the last night as Parquet files, into a folder of partitions for pandas, DuckDB or Spark.

    lake/users/run=20260131T020000Z/users.parquet
    lake/users/run=20260201T020000Z/users.parquet
    lake/enrollments/run=20260131T020000Z/enrollments.parquet
    lake/_state.json

The first run exports everything, each later one the objects that were changed since the last run began, also those
that were marked as deleted. So an object may be in several partitions: the newest one counts. An entity without changes
has no partition.

A partition is written to a hidden folder and moved into its place when it is complete, and ``_state.json`` lists the
complete runs. If a run is killed, the next one removes its partitions and exports the same period again. Only one run
works on a folder at a time.

    python nightly_parquet.py lake --entities users,enrollments
    0 2 * * *  cd /srv/lake && .venv/bin/python nightly_parquet.py lake || logger -t lake "export failed ($?)"

Exit codes: 0 done, 1 the export failed and is repeated by the next run, 2 wrong usage, 75 another run is in progress.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

from timeback import TimeBackClient
from timeback.errors import ConfigurationError, InvalidRequestError, TimeBackError
from timeback.migration import Migration
from timeback.parquet import ParquetFolder

# Longer than the longest transaction on the server: a write becomes visible after its time of change was taken.
OVERLAP = timedelta(minutes=5)
IN_PROGRESS = 75  # EX_TEMPFAIL: cron jobs and mail servers know it as "try again later".
DEFAULT_ENTITIES = "orgs,academicSessions,courses,classes,users,enrollments"


class InProgressError(Exception):
    """Another run works on the folder."""


class StateError(Exception):
    """The file of the state is damaged."""


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder. The system releases it when the process ends, also after a kill or a power failure.

    Raises:
        InProgressError: another process holds it.
    """
    with (folder / "_lock").open("a+b") as file:
        try:
            if sys.platform == "win32":
                import msvcrt

                file.seek(0)
                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                import fcntl

                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise InProgressError(f"another run works on {folder}") from error
        yield


class Lake:
    """The folder of all partitions."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._state = folder / "_state.json"
        try:
            state: dict[str, Any] = json.loads(self._state.read_text(encoding="utf-8"))
            self.runs: list[str] = state["runs"]
            self.began: datetime | None = datetime.fromisoformat(state["began"])
            self.entities: list[str] = state["entities"]
        except FileNotFoundError:
            self.runs, self.began, self.entities = [], None, []
        except (ValueError, KeyError, TypeError) as error:
            raise StateError(f"{self._state} is damaged; restore it, or remove {folder} to export all") from error

    def clean(self) -> None:
        """Remove what runs left that did not end."""
        for path in self.folder.glob("_new-*"):
            shutil.rmtree(path)
        for path in self.folder.glob("*/run=*"):
            if path.name.removeprefix("run=") not in self.runs:
                shutil.rmtree(path)

    def new_name(self, began: datetime) -> str:
        """The name of a run. Two runs within a second have different ones."""
        name, number = f"{began:%Y%m%dT%H%M%SZ}", 1
        while name in self.runs:
            number += 1
            name = f"{re.sub('-.*', '', name)}-{number}"
        return name

    def add(self, new: Path, name: str) -> list[str]:
        """Move the files of a complete export to their partitions, and return the entities."""
        entities = []
        for file in sorted(new.glob("*/*.parquet")):
            partition = self.folder / file.stem / f"run={name}"
            partition.mkdir(parents=True)
            file.replace(partition / file.name)
            entities.append(file.stem)
        return entities

    def finish(self, name: str, began: datetime, entities: list[str]) -> None:
        """Record a run as complete. The file is replaced at once, so that a kill leaves the old or the new one."""
        state = {"began": began.isoformat(), "entities": entities, "runs": [*self.runs, name]}
        new = self._state.with_suffix(".new")
        with new.open("w", encoding="utf-8") as file:
            json.dump(state, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        new.replace(self._state)


def server_time(client: TimeBackClient) -> datetime:
    """Return the time by the clock of the server, which stamps the objects, in whole seconds."""
    reply = client.rostering.orgs.with_raw_response.list_orgs(limit=1, fields=["sourcedId"])
    date = reply.headers.get("date")
    return parsedate_to_datetime(date) if date else datetime.now(UTC)


def export(client: TimeBackClient, lake: Lake, entities: list[str], *, full: bool) -> int:
    """Export the changes into new partitions, and return the exit code."""
    lake.clean()
    if new_ones := sorted(set(entities) - set(lake.entities)):
        # Objects of an entity that was not exported before may be older than the last run.
        print(f"exporting all, since these are new: {', '.join(new_ones)}")
        full = True
    began = server_time(client)
    since = None if full or lake.began is None else lake.began - OVERLAP
    name = lake.new_name(began)
    new = lake.folder / f"_new-{name}"
    new.mkdir()
    total = 0
    for entity in entities:
        # One export for each entity. In a common one, changed users would bring along the schools that they refer to.
        report = Migration(
            client,
            ParquetFolder(new / entity),
            [entity],
            modified_since=since,
            include_deleted=True,
            with_dependencies=False,
        ).run()
        for key in report.failed[:20]:
            print(f"failed: {' '.join(key)}: {report.reasons.get(key, 'unknown')}", file=sys.stderr)
        if not report:
            shutil.rmtree(new)
            return 1
        total += report.total
    written = lake.add(new, name)
    shutil.rmtree(new)
    lake.finish(name, began, entities)
    period = "all objects" if since is None else f"changes since {since:%Y-%m-%d %H:%M} UTC"
    print(f"run {name}: {period}: {total:,} objects of {', '.join(written) or 'no entity'}")
    return 0


def main(arguments: list[str] | None = None) -> int:
    """Run the command, and return its exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, help="folder of the partitions; it is created")
    parser.add_argument("--entities", default=DEFAULT_ENTITIES, help=f"comma-separated (default: {DEFAULT_ENTITIES})")
    parser.add_argument("--full", action="store_true", help="export all objects, not only changed ones")
    parser.add_argument("--profile", help="a profile of the configuration file, instead of environment variables")
    options = parser.parse_args(arguments)
    try:
        # The files have personal data, so only their owner can read them.
        options.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (
            locked(options.folder),
            TimeBackClient.from_profile(options.profile) if options.profile else TimeBackClient() as client,
        ):
            return export(client, Lake(options.folder), options.entities.split(","), full=options.full)
    except InProgressError as error:
        print(error, file=sys.stderr)
        return IN_PROGRESS
    except (ConfigurationError, InvalidRequestError) as error:
        print(error, file=sys.stderr)
        return 2
    except (TimeBackError, StateError, OSError) as error:
        print(f"{error}\nThe next run exports this period again.", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
