"""Measure this package beside its peers: ``make bench``, with ARGS="--only parse" for a part of it.

The peers live in an environment of their own, .venv-bench, which is made when it is missing.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path

from bench import peers, report
from bench.legs import LEGS
from bench.measure import OURS, Row, Samples, rows

# What shows that all of it still runs, in under two minutes; the rest differs from these in numbers only.
QUICK = (
    "import",
    "first call in a fresh process",
    "parse",
    "serialise",
    "list of 100,000",
    "2,000 gets",
    "2,000 gets, async",
    "300 creates at 5 ms",
    "300 creates at 5 ms, async",
    "migration of 5,000 at 20 ms",
    "10,000 filters",
    "generated lines",
)


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", action="append", metavar="NAME", help="rows whose name begins so; may be repeated")
    parser.add_argument(
        "--runs", type=int, default=7, help="runs of each side; long ones have 3 (default: %(default)s)"
    )
    parser.add_argument("--quick", action="store_true", help="see that it runs; peers only where they are installed")
    parser.add_argument("--profile", type=Path, metavar="DIR", help="write profiles of our side here, measure nothing")
    parser.add_argument("--json", type=Path, default=peers.ROOT / "build" / "bench.json", help="where the rows go")
    parser.add_argument("--docs", action="store_true", help="also write the table and the plot of docs/benchmarks.md")
    options = parser.parse_args()
    names = [
        name
        for name in LEGS
        if (any(name.startswith(one) for one in options.only) if options.only else not options.quick or name in QUICK)
    ]
    if not names:
        parser.error(f"no row is called so; there are: {', '.join(LEGS)}")
    env = peers.environment(make=not options.quick)
    if not env.peers:
        print("without peers: each row is held against what comes with Python and httpx", file=sys.stderr)
    found: list[Row] = []
    for name in names:
        if options.profile is not None:
            options.profile.mkdir(parents=True, exist_ok=True)
            measure(env, name, "--profile", str(options.profile.absolute() / report.slug(name)))
            continue
        extra = ["--quick", "--runs", "2"] if options.quick else ["--runs", str(options.runs)]
        samples = json.loads(measure(env, name, *extra))
        # Two short runs say that it works, and nothing of a bar.
        new = rows(name, samples, {} if options.quick else LEGS[name].bars, LEGS[name].unit)
        found += new
        report.show(new or [_lonely(name, samples)])
    if options.profile is not None:
        return 0
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps([row.to_json() for row in found], indent=1) + "\n", encoding="utf-8")
    if options.docs:
        report.write_docs(found, env)
    return 0


def measure(env: peers.Environment, name: str, *extra: str) -> str:
    """What the process of one row prints."""
    command = [env.python, "-m", "bench.legs", name, *([] if env.peers else ["--no-peers"]), *extra]
    run = subprocess.run(command, env=env.variables, capture_output=True, text=True, check=False)
    if run.returncode:
        raise SystemExit(f"{name}: {run.stderr.strip()}")
    return run.stdout


def _lonely(name: str, samples: Samples) -> Row:
    value = samples[OURS][0]
    return Row(name, "nobody", 1.0, 1.0, 1.0, value, value, LEGS[name].unit)


if __name__ == "__main__":
    raise SystemExit(main())
