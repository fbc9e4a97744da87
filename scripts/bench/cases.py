"""The list of benchmarks, and the process that runs one of them.

``python -m bench.cases NAME`` prints samples as JSON.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from bench import calls as traffic
from bench import footprint as weight
from bench import listing, measure
from bench import migration as moving
from bench import models as codec
from bench import sandbox as box
from bench.leg import Leg
from bench.measure import Plan
from bench.servers import server


def _list_alone() -> None:
    with server(held=20_000) as url:
        listing.ours(url)


AT_20_MS = {"one at a time": 1 / 20}

LEGS = {
    "import": Leg(weight.imports, {"timeback-core": 0.25, "httpx": 0.4}, spawns=True),
    "first call in a fresh process": Leg(weight.first_call, spawns=True),
    "timeback get in a fresh process": Leg(weight.command, spawns=True),
    "parse": Leg(
        codec.parse,
        {"pydantic, model_validate(json.loads)": 0.6, "default templates": 0.5, "json.loads": 2.0},
    ),
    "parse, with orjson": Leg(codec.parse, orjson=True),
    "parse, and read all that is inside": Leg(codec.parse_deep),
    "parse, and read all that is inside, with orjson": Leg(codec.parse_deep, orjson=True),
    "serialise": Leg(codec.serialise, {"pydantic, json.dumps(model_dump)": 0.6}),
    "serialise, with orjson": Leg(codec.serialise, orjson=True),
    "send as received": Leg(codec.send),
    "send as received, with orjson": Leg(codec.send, orjson=True),
    "list of 100,000": Leg(listing.seconds, {listing.CORE: 0.5, listing.BARE: 1.3}, alone=_list_alone, spawns=True),
    "list of 100,000, with orjson": Leg(partial(listing.seconds, orjson=True), {listing.BARE: 0.6}, spawns=True),
    "list of 100,000, compressed replies at 20 ms and 100 Mbit/s": Leg(
        listing.slow_network, {listing.BARE: 0.7}, spawns=True
    ),
    "list of 100,000, peak memory": Leg(listing.memory, {listing.FLAT: 1.5}, "MB", alone=_list_alone, spawns=True),
    "2,000 gets": Leg(traffic.gets, {"bare httpx": 1.25}),
    "2,000 gets, async": Leg(traffic.gets_async, {"bare httpx": 1.25}),
    "1,000 lists of enrollments, async": Leg(traffic.enrollments),
    "64 gets at once at 20 ms": Leg(traffic.at_once, AT_20_MS),
    **{
        f"300 creates at {latency} ms{kind}": Leg(partial(run, milliseconds=latency), AT_20_MS if latency == 20 else {})
        for latency in (0, 5, 20)
        for kind, run in (("", traffic.creates), (", async", traffic.creates_async))
    },
    "300 events at 20 ms": Leg(traffic.events_sent, {"one at a time": 1 / 10}),
    "migration of 5,000 at 20 ms": Leg(moving.migration, AT_20_MS, "s/user"),
    "10,000 filters": Leg(codec.filters),
    "sandbox, page of 1,000": Leg(box.page, {box.DUMPS: 2.0}, peerless=True),
    "sandbox, 300 creates": Leg(box.creates, peerless=True),
    "size, the package": Leg(weight.size, unit="MB", counted=True),
    "size, with what it needs": Leg(weight.size_with_needs, unit="MB", counted=True),
    "generated lines": Leg(weight.lines, unit="lines", counted=True),
}


def main(legs: Mapping[str, Leg]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("leg", choices=legs)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--no-peers", action="store_true")
    parser.add_argument("--profile", type=Path, help="write a profile of our side to this file, and measure nothing")
    options = parser.parse_args()
    leg = legs[options.leg]
    if not leg.orjson:
        sys.modules["orjson"] = None  # type: ignore[assignment]
    plan = Plan(options.runs, options.quick, not options.no_peers)
    if options.profile is not None:
        return _profile(leg, plan, options.profile)
    print(json.dumps(leg.run(plan)))
    return 0


def _profile(leg: Leg, plan: Plan, path: Path) -> int:
    measure.ours_alone = True
    profiler: Any = import_module("pyinstrument").Profiler(interval=0.0005)
    with profiler:
        (leg.alone or partial(leg.run, plan))()
    path.with_suffix(".html").write_text(profiler.output_html(), encoding="utf-8")
    path.with_suffix(".txt").write_text(profiler.output_text(unicode=True), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(LEGS))
