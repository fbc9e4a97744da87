"""Does one kind of work on users, and prints the seconds of processor time.

``python -m bench.scale.worker KIND COUNT ...``: the other arguments are addresses of servers, or a path. Imports are
not part of the time. Each kind imports what it needs itself, since the peak memory of the process is measured.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

EVENTS_A_CALL = 1000


def verify(count: int, source: str, target: str) -> int:
    """Compare two servers with the same users."""
    from timeback import TimeBackClient
    from timeback.migration import verify as compare

    with TimeBackClient(**settings(source)) as staging, TimeBackClient(**settings(target)) as production:
        result = compare(staging, production, ["users"])
    if not result:
        raise RuntimeError(f"{len(result)} differences, the first one {result.differences[0]}")
    return result.checked


def export(count: int, source: str, form: str, path: str) -> int:
    """Write the users of a server to a folder of Parquet files, or to a bundle."""
    from timeback import TimeBackClient
    from timeback.migration import Migration
    from timeback.parquet import ParquetFolder

    with TimeBackClient(**settings(source)) as staging:
        report = Migration(staging, ParquetFolder(path) if form == "parquet" else path, ["users"]).run()
    return report.by_entity["users"].created


def read_bundle(count: int, path: str) -> int:
    """Read the users of a bundle."""
    from timeback.bundles import Bundle

    with Bundle.open(path) as bundle:
        return sum(1 for _ in bundle.read("users"))


def events(count: int, url: str) -> int:
    """Send events, a thousand with each call."""
    from timeback import TimeBackClient
    from timeback.events import Activity, Actor, TimeSpentEvent

    student = Actor(id="user-1", email="student@school.example")
    lesson = Activity(id="lesson-1", name="Fractions", course_id="math-3", subject="Math", app="App")
    made: Iterator[Any] = (TimeSpentEvent(actor=student, activity=lesson, active=60) for _ in range(count))
    sent = 0
    with TimeBackClient(**settings(url), sensor="https://app.example") as client:
        while some := list(islice(made, EVENTS_A_CALL)):
            sent += len(client.events.send_many(some).sent)
    return sent


KINDS: dict[str, Callable[..., int]] = {
    "verify": verify,
    "export": export,
    "read bundle": read_bundle,
    "events": events,
}
MODULES = {
    "verify": "timeback.migration",
    "export": "timeback.migration",
    "read bundle": "timeback.bundles",
    "events": "timeback.events",
}


def settings(url: str) -> dict[str, Any]:
    return {"environment": "staging", "client_id": "id", "client_secret": "s", "api_url": url, "token_url": f"{url}/t"}


def main() -> int:
    kind, count, *arguments = sys.argv[1:]
    sys.modules["orjson"] = None  # type: ignore[assignment]
    __import__(MODULES[kind])
    start = time.process_time()
    done = KINDS[kind](int(count), *arguments)
    seconds = time.process_time() - start
    if done != int(count):
        raise RuntimeError(f"{kind}: {done} of {count} objects")
    print(seconds)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
