"""Benchmarks against other packages or another revision: ``make bench``, with ARGS="--only parse" for some rows.

The other packages (peers) are installed in a separate environment, .venv-bench, which is created if it is missing.
With --against REV the working tree is compared with another revision of this project instead. With --scale the rows are
those of large collections, up to a million objects. They need none of the peers.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from bench import against, report
from bench import environment as peers
from bench.cases import LEGS
from bench.leg import Leg
from bench.measure import OURS, Row, Samples
from bench.paths import ROOT
from bench.revisions import RevisionError
from bench.scale import rows as scale
from bench.scale import spark

# A selection that runs all code in less than two minutes; the other rows differ in parameters only.
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
    "300 events at 20 ms",
    "migration of 5,000 at 20 ms",
    "10,000 filters",
    "sandbox, page of 1,000",
    "sandbox, 300 creates",
    "generated lines",
)

ALL = {**LEGS, **scale.LEGS}


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", action="append", metavar="NAME", help="rows whose name starts with it")
    parser.add_argument(
        "--runs", type=int, default=7, help="runs of each side; long ones have 3 (default: %(default)s)"
    )
    parser.add_argument("--quick", action="store_true", help="check that all rows run; peers only if installed")
    parser.add_argument("--profile", type=Path, metavar="DIR", help="write profiles of our side instead of measuring")
    parser.add_argument("--json", type=Path, help="output file (default: build/bench.json, build/against.json)")
    parser.add_argument("--docs", action="store_true", help="also write the table and the plot of docs/benchmarks.md")
    parser.add_argument("--against", metavar="REV", help="compare the working tree with a commit, tag or branch")
    parser.add_argument("--scale", action="store_true", help="the rows of large collections; all of them take hours")
    parser.add_argument("--rounds", type=int, help=f"rounds of each row with --against (default: {against.ROUNDS})")
    options = parser.parse_args()
    if options.scale and options.against is not None:
        parser.error("--scale does not go with --against")
    legs = scale.LEGS if options.scale else LEGS
    names = chosen(options.only, legs, quick=options.quick)
    if not names:
        parser.error(f"unknown row; choose from: {', '.join(legs)}")
    if options.quick and not options.scale and not options.only:
        names.append(scale.SMOKE)
    if options.against is not None:
        return _against(parser, options, names)
    if options.rounds is not None:
        parser.error("--rounds requires --against; use --runs without it")
    options.json = options.json or ROOT / "build" / ("scale.json" if options.scale else "bench.json")
    # The rows of large collections measure the extras too, which only the development environment has.
    env = peers.HERE if options.scale else peers.environment(make=not options.quick)
    if not env.peers and not options.scale:
        print("without peers: rows are compared only with Python and httpx", file=sys.stderr)
    if options.scale and not options.only and (reason := spark.missing()) is not None:
        print(reason, file=sys.stderr)
    found: list[Row] = []
    for name in names:
        if options.profile is not None:
            options.profile.mkdir(parents=True, exist_ok=True)
            measure(env, name, "--profile", str(options.profile.absolute() / report.slug(name)))
            continue
        extra = ["--quick", "--runs", "2"] if options.quick else ["--runs", str(options.runs)]
        samples = json.loads(measure(env, name, *extra))
        # Two short runs show that a row works; they are too few to judge a bar.
        new = ALL[name].rows(name, samples, judged=not options.quick)
        found += new
        report.show(new or [_lonely(name, samples)])
    if options.profile is not None:
        return 0
    if options.scale and options.docs:
        found = with_earlier(found, options.json)
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps([row.to_json() for row in found], indent=1) + "\n", encoding="utf-8")
    if options.docs:
        report.write_docs(found, env, report.SCALE if options.scale else report.PEERS)
    return 0


def chosen(only: list[str] | None, legs: Mapping[str, Leg] = LEGS, *, quick: bool) -> list[str]:
    """Return the names of the selected rows, in order."""
    if not only:
        return [name for name in legs if not quick or name in QUICK or legs is not LEGS]
    found = {
        name
        for one in only
        for name in [name for name in legs if name.startswith(one)] or [name for name in legs if one in name]
    }
    return [name for name in legs if name in found]


def _against(parser: argparse.ArgumentParser, options: argparse.Namespace, names: list[str]) -> int:
    if options.docs or options.profile is not None:
        parser.error("--against goes neither with --docs nor with --profile")
    rounds: int = options.rounds
    if options.rounds is None:
        rounds = against.QUICK_ROUNDS if options.quick else against.ROUNDS
    if rounds < 1:
        parser.error(f"--rounds {options.rounds}: must be at least 1")
    measured = [name for name in names if not LEGS[name].counted]
    if not measured:
        parser.error("--against: sizes and lines are counted, not measured; name another row")
    path = options.json or ROOT / "build" / "against.json"
    try:
        return against.main(measured, options.against, rounds=rounds, quick=options.quick, path=path)
    except RevisionError as error:
        parser.exit(2, f"bench: {error}\n")


def measure(env: peers.Environment, name: str, *extra: str) -> str:
    """Run the process of one row and return its output."""
    if name in scale.LEGS or ALL[name].peerless:
        env = peers.HERE
    module = "bench.scale.rows" if name in scale.LEGS else "bench.cases"
    command = [env.python, "-m", module, name, *([] if env.peers else ["--no-peers"]), *extra]
    run = subprocess.run(command, env=env.variables, capture_output=True, text=True, check=False)
    if run.returncode:
        raise SystemExit(f"{name}: {run.stderr.strip()}")
    return run.stdout


def with_earlier(found: list[Row], path: Path) -> list[Row]:
    """Add the rows that a file has from earlier runs: those of large collections take too long for one."""
    measured = {row.name for row in found}
    if path.exists():
        earlier = [Row.from_json(one) for one in json.loads(path.read_text(encoding="utf-8"))]
        found = [*found, *(row for row in earlier if row.name not in measured)]
    names = [leg.row_name(name, figure) for name, leg in scale.LEGS.items() for figure in leg.figures or ("",)]
    return sorted((row for row in found if row.name in names), key=lambda row: names.index(row.name))


def _lonely(name: str, samples: Samples) -> Row:
    value = samples[OURS][0]
    return Row(name, "nobody", 1.0, 1.0, 1.0, value, value, ALL[name].unit)


if __name__ == "__main__":
    raise SystemExit(main())
