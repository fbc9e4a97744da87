"""Migrates users with a journal, and prints what it cost as JSON.

``python -m bench.scale.migrator SOURCE TARGET JOURNAL FLUSH`` takes the addresses of both servers, the path of the
journal, and the seconds that each commit takes longer, as on a slower disk.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from pathlib import Path

from timeback import TimeBackClient
from timeback._storage.database import Database
from timeback.migration import Migration, Progress


class Commits:
    """Slows down the commits of the process and measures them. The loop is the thread that reports progress."""

    def __init__(self, flush: float) -> None:
        self.count, self.seconds_in_loop = 0, 0.0
        self.loop: threading.Thread | None = None
        commit = Database.commit

        def measured(db: Database) -> None:
            start = time.perf_counter()
            if flush and self.loop is not None:
                time.sleep(flush)
            commit(db)
            self.count += 1
            if threading.current_thread() is self.loop:
                self.seconds_in_loop += time.perf_counter() - start

        Database.commit = measured  # type: ignore[method-assign, assignment]

    def progress(self, progress: Progress) -> None:
        self.loop = threading.current_thread()


def main() -> int:
    source, target, journal, flush = sys.argv[1:]
    commits = Commits(float(flush))
    with _client(source) as staging, _client(target) as production:
        start, cpu = time.perf_counter(), time.process_time()
        report = Migration(staging, production, ["users"], journal=journal, progress=commits.progress).run()
        seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    if report.failed:
        raise RuntimeError(f"{len(report.failed)} users failed: {next(iter(report.reasons.values()), 'for no reason')}")
    found = {
        "objects": report.total,
        "seconds": seconds,
        "cpu": cpu,
        "commits": commits.count,
        "share of the loop": commits.seconds_in_loop / seconds,
        "journal": Path(journal).stat().st_size,
    }
    print(json.dumps(found))
    return 0


def _client(url: str) -> TimeBackClient:
    return TimeBackClient(environment="staging", client_id="id", client_secret="s", api_url=url, token_url=f"{url}/t")


if __name__ == "__main__":
    raise SystemExit(main())
