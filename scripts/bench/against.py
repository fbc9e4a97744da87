"""Comparison of the working tree with another revision: ``make bench ARGS="--against REV"``.

Each round of a row starts a new process per side, with the interpreter of an environment that contains the side's
wheel. The processes alternate: one takes a sample while the other waits. Both sides use the same servers, which run
from the working tree.
"""

from __future__ import annotations

import json
import math
import os
import platform
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from textwrap import shorten
from threading import Timer
from typing import IO, Any

from bench import intervals, report, revisions, servers
from bench.cases import LEGS
from bench.paths import ROOT
from bench.revisions import Side

ROUNDS = 15
QUICK_ROUNDS = 2
SAMPLE = 0.3
"""Minimum duration of a sample in seconds: faster calls are repeated, and the fastest counts."""

MOST_CALLS = 50

LONG = 2.0
"""Duration in seconds from which a side takes one sample per round instead of two."""

SILENCE = 600.0
"""Seconds without a message after which a measuring process is killed."""


class CannotRunError(Exception):
    """A row cannot run on one of the two sides. The text is the reason."""

    def __init__(self, side: Side, why: str) -> None:
        super().__init__(why)
        self.side = side


@dataclass(frozen=True)
class Compared:
    """The result of one row.

    Attributes:
        current, reference: the median sample of each side, in ``unit``.
        ratios: current divided by reference, for each round.
        verdict: the conclusion from the interval of the ratio, or that the row cannot run.
        why: for a row that cannot run, the side and the reason.
    """

    name: str
    unit: str
    verdict: str
    current: float | None = None
    reference: float | None = None
    interval: intervals.Interval | None = None
    ratios: list[float] = field(default_factory=list)
    why: str = ""

    @property
    def failed(self) -> bool:
        return self.verdict in ("SLOWER", BROKEN)


BROKEN = "BROKEN"
"""The verdict on a row that the working tree cannot run."""

MISSING = "not compared"
"""The verdict on a row that only the other revision cannot run."""


def main(names: list[str], revision: str, *, rounds: int, quick: bool, path: Path) -> int:
    """Measure the rows and print them.

    Returns:
        1 if a row is slower than the other revision, or cannot run in the working tree; else 0.

    Raises:
        RevisionError: the revision is unknown, or cannot be built or installed.
    """
    against = revisions.commit(revision)
    changed = revisions.changed_files()
    current, reference = revisions.sides(against)
    tree = revisions.commit("HEAD").short + (f" with {changed} uncommitted files" if changed else "")
    print(f"the working tree ({tree}) against {against.short} ({shorten(against.subject, 72)})")
    for side in (current, reference):
        if side.remark:
            print(f"{side.label}: {side.remark}")
    found = compare(names, current, reference, rounds=rounds, quick=quick)
    about = {"against": asdict(against), "revision": revision, "tree": tree, "rounds": rounds, "machine": machine()}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({**about, "rows": [asdict(row) for row in found]}, indent=1) + "\n", encoding="utf-8")
    return conclude(found, against.short)


def conclude(found: list[Compared], against: str) -> int:
    """Print the rows that failed, and return the exit code."""
    for verdict, text in (("SLOWER", f"slower than {against}"), (BROKEN, "cannot run in the working tree")):
        failed = [row.name for row in found if row.verdict == verdict]
        if failed:
            print(f"{text}: {'; '.join(failed)}", flush=True)
    return int(any(row.failed for row in found))


def compare(names: list[str], current: Side, reference: Side, *, rounds: int, quick: bool) -> list[Compared]:
    """Measure the rows, and print each when it is finished."""
    print(machine())
    print(_method(rounds))
    print(f"{'row':34}{'ratio':>8}{'95 % interval':>18}  {'verdict':16}{'working tree':>14}{reference.label:>14}")
    found = []
    for name in names:
        row = measure_row(name, current, reference, rounds=rounds, quick=quick)
        print(line(row), flush=True)
        found.append(row)
    return found


def machine() -> str:
    """Return the interpreter and the machine in one line."""
    return (
        f"Python {platform.python_version()} on {platform.system()} ({platform.machine()}), "
        f"{os.cpu_count()} cores, load {_load()}"
    )


def _load() -> str:
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"


def _method(rounds: int) -> str:
    found = intervals.interval([1.0] * rounds)
    text = f"{rounds} rounds; median of the ratios of the rounds; "
    if found.coverage < intervals.CONFIDENCE:
        return text + f"fewer than {intervals.FEWEST} give no 95 % interval: smallest and largest ratio, no verdict"
    return text + (
        f"interval from order statistics, rank {found.rank} from both ends, coverage {found.coverage:.1%}; "
        f"a row is slower if the whole interval lies above {intervals.LIMIT}"
    )


def line(row: Compared) -> str:
    """Format a row for printing."""
    if row.interval is None or row.current is None or row.reference is None:
        return f"{row.name:34}{row.verdict}: {row.why}"
    spread = f"{row.interval.low:.3f}-{row.interval.high:.3f}"
    return (
        f"{row.name:34}{row.interval.median:>8.3f}{spread:>18}  {row.verdict:16}"
        f"{report.amount(row.current, row.unit):>14}{report.amount(row.reference, row.unit):>14}"
    )


def measure_row(name: str, current: Side, reference: Side, *, rounds: int, quick: bool) -> Compared:
    """Measure one row, alternating between the sides."""
    unit = LEGS[name].unit.partition("/")[0]
    try:
        samples = _samples(name, current, reference, rounds, quick=quick)
    except CannotRunError as error:
        return Compared(name, unit, BROKEN if error.side is current else MISSING, why=f"on {error.side.label}: {error}")
    ratios = intervals.paired_ratios(samples[0], samples[1])
    found = intervals.interval(ratios)
    return Compared(name, unit, intervals.verdict(found), median(samples[0]), median(samples[1]), found, ratios)


def _samples(name: str, current: Side, reference: Side, rounds: int, *, quick: bool) -> tuple[list[float], list[float]]:
    """Return the samples of both sides, one value per round.

    Each round starts two new processes. With the same code, one process may be several percent slower than another for
    its whole lifetime, because hashes and addresses differ. A single pair of processes would make that look like a
    difference between the versions.
    """
    samples: tuple[list[float], list[float]] = ([], [])
    plan: _Round | None = None
    with ExitStack() as stack:
        shared = _Servers(stack)
        kept = ExitStack()
        stack.push(kept)
        pair: tuple[Measuring, Measuring] | None = None
        for number in range(rounds):
            if pair is None or not LEGS[name].spawns:
                kept.close()
                pair = _pair(kept, name, current, reference, shared, quick=quick)
            plan = plan or _Round.of(*pair, quick=quick)
            for found, value in zip(samples, plan.take(*pair, number), strict=True):
                found.append(value)
    return samples


def _pair(
    stack: ExitStack, name: str, current: Side, reference: Side, shared: _Servers, *, quick: bool
) -> tuple[Measuring, Measuring]:
    """Start a process per side, ready to measure.

    Raises:
        CannotRunError: one of them cannot run the row. Both are tried; if neither can, the working tree is blamed.
    """
    one, two = (stack.enter_context(measuring(side, name, shared, quick=quick)) for side in (current, reference))
    failed = [error for process in (one, two) if (error := process.prepare()) is not None]
    if failed:
        raise failed[0]
    return one, two


@dataclass(frozen=True)
class _Round:
    """The plan of a row's rounds.

    Attributes:
        calls: calls per sample. Both sides make the same number, since the minimum of many values is lower than the
            minimum of few.
        once: whether each side takes one sample per round instead of two.
    """

    calls: int
    once: bool

    @classmethod
    def of(cls, one: Measuring, two: Measuring, *, quick: bool) -> _Round:
        """Return the plan for calls of this duration. A quick run has one call and one sample."""
        if quick:
            return cls(1, once=True)
        calls = math.ceil(SAMPLE / max(min(one.seconds, two.seconds), SAMPLE / MOST_CALLS))
        return cls(calls, once=calls * max(one.seconds, two.seconds) >= LONG)

    def take(self, one: Measuring, two: Measuring, number: int) -> tuple[float, float]:
        """Take the samples of round ``number``: A B B A in one round, B A A B in the next; the faster of two counts."""
        first, second = (one, two) if number % 2 == 0 else (two, one)
        taken: dict[Measuring, list[float]] = {one: [], two: []}
        for process in (first, second) if self.once else (first, second, second, first):
            taken[process].append(process.sample(self.calls))
        return min(taken[one]), min(taken[two])


class _Servers:
    """The servers of a row. The n-th server that one side requests is also the n-th of the other side."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self._found: dict[tuple[int, float, int, float], str] = {}

    def get(self, number: int, latency: float, held: int, bandwidth: float) -> str:
        key = (number, latency, held, bandwidth)
        if key not in self._found:
            server = servers.server(latency=latency, held=held, bandwidth=bandwidth)
            self._found[key] = self._stack.enter_context(server)
        return self._found[key]


@contextmanager
def measuring(side: Side, name: str, shared: _Servers, *, quick: bool) -> Iterator[Measuring]:
    """Run a measuring process of one side during the block."""
    command = [side.python, "-m", "bench.side", name, *(["--quick"] if quick else [])]
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as stderr:
        process = subprocess.Popen(
            command,
            env=_variables(side),
            cwd=side.home,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
            encoding="utf-8",
        )
        found = Measuring(side, process, stderr, shared)
        try:
            yield found
        finally:
            found.end()


def _variables(side: Side) -> dict[str, str]:
    """Return the environment variables of a side's processes, in which only its own version can be imported.

    Settings of the user and proxies are removed, since all servers are on this machine. The current folder is removed
    from the module path, because ``python -c`` and ``-m`` would import from it.
    """
    kept = {name: value for name, value in os.environ.items() if not _is_setting(name.upper())}
    path = os.pathsep.join(str(folder) for folder in (*side.path, ROOT / "scripts"))
    return {**kept, "PYTHONPATH": path, "PYTHONSAFEPATH": "1", "PYTHONWARNINGS": "ignore"}


def _is_setting(name: str) -> bool:
    return name.startswith(("PYTHON", "TIMEBACK_")) or name.endswith("_PROXY")


class Measuring:
    """A measuring process, seen from the comparing process.

    Attributes:
        seconds: duration of one call, which it reports after the warm-up.
    """

    def __init__(self, side: Side, process: subprocess.Popen[str], stderr: IO[str], shared: _Servers) -> None:
        self.side = side
        self.seconds = 0.0
        self._process = process
        self._stderr = stderr
        self._shared = shared
        self._asked = 0

    def prepare(self) -> CannotRunError | None:
        """Wait until the process is ready. It may request servers and data first.

        Returns:
            The reason why it cannot run, or None.
        """
        try:
            while "ready" not in (message := self._receive()):
                if "package" in message:
                    self._check_package(message["package"])
                    self._send(begin=True)
                elif message["ask"] == "server":
                    wanted = {name: message[name] for name in ("latency", "held", "bandwidth")}
                    self._send(server=self._shared.get(self._asked, **wanted))
                    self._asked += 1
                else:
                    self._send(patterns=[content.decode() for content in servers.patterns()])
        except CannotRunError as error:
            return error
        self.seconds = float(message["ready"])
        return None

    def sample(self, times: int) -> float:
        """Take one sample: the smallest value of ``calls`` calls.

        Raises:
            CannotRunError: a call failed.
        """
        self._send(sample=times)
        return float(self._receive()["sample"])

    def end(self) -> None:
        """Let the process finish, and kill it if it does not."""
        try:
            self._send(sample=0)
            self._process.wait(10)
        except (CannotRunError, subprocess.TimeoutExpired):
            pass
        self._process.kill()
        # Closing the pipe flushes messages that could not be sent to a process that has ended.
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            try:
                pipe.close()
            except OSError:
                pass
        self._process.wait()

    def _check_package(self, origin: str | None) -> None:
        if origin is None or not Path(origin).resolve().is_relative_to(self.side.home.resolve()):
            raise CannotRunError(self.side, f"timeback is imported from {origin}, not from {self.side.home}")

    def _send(self, **message: Any) -> None:
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(message) + "\n")
            self._process.stdin.flush()
        except OSError:
            raise CannotRunError(self.side, self._last_words()) from None

    def _receive(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        watch = Timer(SILENCE, self._process.kill)
        watch.daemon = True
        watch.start()
        try:
            text = self._process.stdout.readline()
        finally:
            watch.cancel()
        if not text:
            raise CannotRunError(self.side, self._last_words())
        message: dict[str, Any] = json.loads(text)
        if "cannot" in message:
            raise CannotRunError(self.side, message["cannot"])
        return message

    def _last_words(self) -> str:
        """Return the last line that the process wrote to stderr."""
        code = self._process.wait()
        self._stderr.seek(0)
        lines = self._stderr.read().strip().splitlines()
        return lines[-1] if lines else f"the process ended with exit code {code}"
