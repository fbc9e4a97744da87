"""Showing how far a migration is: a bar on a terminal where rich is installed, plain lines everywhere else."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from timeback.migration import Progress

SECONDS_BETWEEN_LINES = 2.0

Show = Callable[[Progress], None]


@contextmanager
def showing(title: str) -> Iterator[Show]:
    """What to hand to ``progress=``, for as long as the block lasts."""
    if sys.stdout.isatty():
        try:
            from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
            from rich.progress import Progress as Bars
        except ImportError:
            pass
        else:
            rate = TextColumn("{task.fields[rate]}")
            with Bars(TextColumn(title), BarColumn(), MofNCompleteColumn(), rate, TimeRemainingColumn()) as bars:
                yield _bar(bars.add_task(title, total=None, rate=""), bars.update)
            return
    yield _lines(title)


def _bar(task: Any, update: Callable[..., None]) -> Show:
    started = time.monotonic()

    def show(progress: Progress) -> None:
        rate = progress.done / max(time.monotonic() - started, 0.001)
        update(
            task, completed=progress.done, total=progress.total, rate=f"{rate:,.0f}/s, {progress.concurrency} at once"
        )

    return show


def _lines(title: str) -> Show:
    last = time.monotonic()

    def show(progress: Progress) -> None:
        nonlocal last
        now = time.monotonic()
        if progress.done == progress.total or now - last >= SECONDS_BETWEEN_LINES:
            last = now
            of = "" if progress.total is None else f" of {progress.total:,}"
            print(f"{title}: {progress.done:,}{of}", flush=True)

    return show
