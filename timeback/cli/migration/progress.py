"""Progress of a migration, on standard error: bars on a terminal if rich is installed, plain lines otherwise."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from timeback._escaping.terminal import clean_output, one_line, plain
from timeback.migration import Progress

SECONDS_BETWEEN_LINES = 2.0

ShowProgress = Callable[[Progress], None]


@contextmanager
def progress_display(title: str) -> Iterator[ShowProgress]:
    """Display progress while the block runs; yield the callback for ``progress=``.

    Args:
        title: the text before each bar or line, in which ``{entity}`` is replaced.
    """
    if sys.stderr.isatty():
        try:
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
            from rich.progress import Progress as Bars
        except ImportError:
            pass
        else:
            rate = TextColumn("{task.fields[rate]}")
            name = TextColumn("{task.description}")
            # The bars move the cursor, so they bypass the cleaned streams. Messages are cleaned first, then rich prints
            # them above the bars.
            console = Console(file=plain(sys.stderr))
            columns = name, BarColumn(), MofNCompleteColumn(), rate, TimeRemainingColumn()
            with Bars(*columns, console=console, redirect_stdout=False) as bars, clean_output():
                yield _bars(title, bars)
            return
    yield _lines(title)


def _bars(title: str, bars: Any) -> ShowProgress:
    """Return a callback that shows a bar for each entity."""
    tasks: dict[str, tuple[Any, float]] = {}

    def show(progress: Progress) -> None:
        if progress.entity not in tasks:
            name = one_line(title.format(entity=progress.entity))
            tasks[progress.entity] = bars.add_task(name, total=None, rate=""), time.monotonic()
        task, started = tasks[progress.entity]
        rate = progress.done / max(time.monotonic() - started, 0.001)
        bars.update(
            task,
            completed=progress.done,
            total=progress.total,
            rate=f"{rate:,.0f}/s, {progress.concurrency} concurrent",
        )

    return show


def _lines(title: str) -> ShowProgress:
    """Return a callback that prints a line every few seconds, and at the end of each entity."""
    last = time.monotonic()

    def show(progress: Progress) -> None:
        nonlocal last
        now = time.monotonic()
        if progress.done == progress.total or now - last >= SECONDS_BETWEEN_LINES:
            last = now
            of = "" if progress.total is None else f" of {progress.total:,}"
            line = f"{one_line(title.format(entity=progress.entity))}: {progress.done:,}{of}"
            print(line, file=sys.stderr, flush=True)

    return show
