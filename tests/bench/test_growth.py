"""Rows with several figures of the same runs, and the plot of the rows of growth."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from bench.__main__ import with_earlier
from bench.leg import Figure, Leg
from bench.measure import OURS, Plan, Row, Samples
from bench.scale import bare_migrator, growth, migrations
from bench.scale.plot import growth_plot, points
from bench.scale.rows import LEGS


def row(name: str, against: str, ratio: float) -> Row:
    return Row(name, against, ratio, ratio, ratio, ratio, 1.0, "s/object")


def test_a_leg_with_figures_has_rows_for_each() -> None:
    leg = Leg(lambda plan: {}, figures={"time": Figure({"theirs": 1.5}, "s"), "memory": Figure({}, "MB")})
    found = leg.rows(
        "work", {"time": {OURS: [2.0, 4.0], "theirs": [1.0, 2.0]}, "memory": {OURS: [6.0], "theirs": [3.0]}}
    )
    assert [(one.name, one.against, one.ratio, one.bar, one.unit) for one in found] == [
        ("work, time", "theirs", 2.0, 1.5, "s"),
        ("work, memory", "theirs", 2.0, None, "MB"),
    ]
    assert (
        leg.rows("work", {"time": {OURS: [1.0], "theirs": [1.0]}, "memory": {OURS: [1.0]}}, judged=False)[0].bar is None
    )


def test_one_run_of_a_migration_gives_all_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []

    def migrate(count: int) -> dict[str, float]:
        calls.append(count)
        return {
            "objects": count,
            "peak": 50.0,
            "journal": 100.0 * count,
            "cpu": 0.001 * count,
            "share of the loop": 0.0,
        }

    monkeypatch.setattr(migrations, "migrate", migrate)
    monkeypatch.setattr(migrations, "copy_bare", lambda count: {"objects": count, "cpu": 0.0008 * count})
    found = migrations.bounded(Plan(runs=1, quick=True), 1_000_000)
    assert calls == [migrations.QUICK]
    leg = LEGS["migration of 1,000,000 users"]
    assert {one.name: (one.ours, one.against) for one in leg.rows("m", found)} == {
        "m, peak memory": (50.0, migrations.BOUND),
        "m, journal an object": (100.0, migrations.BOUND),
        "m, CPU an object": (0.001, migrations.BARE),
        "m, commits in the loop": (0.0, migrations.BOUND),
    }


async def test_the_bare_program_copies_all_users() -> None:
    with migrations.servers(50, latency=0.0) as (source, target):
        assert await bare_migrator.copy(source.url, target.url) == 50
        assert target.stats()["POST users"] == 50


def test_growth_compares_each_size_with_ten_thousand_objects() -> None:
    sizes = []

    def work(count: int) -> growth.Measured:
        sizes.append(count)
        return 1e-6, float(count)

    found: dict[str, Samples] = growth.growth(Plan(), 1_000_000, work)
    assert sizes == [1_000_000, growth.BASE]
    assert found == {
        growth.CPU: {OURS: [1e-6], growth.AT_BASE: [1e-6]},
        growth.MEMORY: {OURS: [1e6], growth.AT_BASE: [1e4]},
    }


def test_the_plot_has_a_line_for_each_kind_of_work() -> None:
    found = [
        row("growth of list, 1,000 objects, CPU an object", "ours, 10,000 objects", 1.4),
        row("growth of list, 1,000,000 objects, CPU an object", "ours, 10,000 objects", 1.05),
        row("growth of list, 1,000,000 objects, peak memory", "ours, 10,000 objects", 9.0),
        row("growth of events, 100,000 objects, CPU an object", "ours, 10,000 objects", 7.0),
        row("list of 1,000 users, CPU a user", "bare httpx and json", 1.1),
    ]
    assert points(found) == {
        "list": {1_000: 1.4, 10_000: 1.0, 1_000_000: 1.05},
        "events": {10_000: 1.0, 100_000: 7.0},
    }
    svg = ElementTree.fromstring(growth_plot(found))
    assert len(svg.findall("{*}polyline")) == 2
    assert growth_plot(found[-1:]) == ""


def test_rows_of_large_collections_are_kept_from_earlier_runs(tmp_path: Path) -> None:
    first, second = "list of 1,000 users, CPU a user", "migration of 100,000 users, peak memory"
    path = tmp_path / "scale.json"
    earlier = [row(second, "the bound", 0.5), row(first, "bare httpx and json", 3.0), row("gone", "nothing", 1.0)]
    path.write_text(json.dumps([one.to_json() for one in earlier]), encoding="utf-8")
    new = row(first, "bare httpx and json", 1.0)
    assert with_earlier([new], path) == [new, earlier[0]]
    assert with_earlier([new], tmp_path / "none.json") == [new]
