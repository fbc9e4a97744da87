"""Output of the rows: a table, the page docs/benchmarks.md, and a plot."""

from __future__ import annotations

import os
import platform
import re
from dataclasses import dataclass
from html import escape
from math import log10
from pathlib import Path

from bench.environment import Environment, versions
from bench.measure import Row
from bench.paths import ROOT
from bench.scale.plot import growth_plot

PAGE = ROOT / "docs" / "benchmarks.md"
PLOT = ROOT / "docs" / "images" / "benchmarks.svg"
GROWTH_PLOT = ROOT / "docs" / "images" / "growth.svg"
END = "<!-- end of table -->"


@dataclass(frozen=True)
class Table:
    """A table of the page: the line before it, and the file of its plot if it has one."""

    begin: str
    plot: Path | None = None


PEERS = Table("<!-- table: written by make bench ARGS=--docs -->", PLOT)
SCALE = Table('<!-- table: written by make bench ARGS="--scale --docs" -->')
"""Its plot of growth stands above it, if rows of growth were measured."""


def slug(name: str) -> str:
    return re.sub(r"\W+", "-", name).strip("-").lower()


def show(found: list[Row]) -> None:
    for row in found:
        print(
            f"{row.name:60}{row.against:38}{amount(row.ours, row.unit):>12}{amount(row.theirs, row.unit):>12}"
            f"{ratio(row):>24}  {verdict(row)}",
            flush=True,
        )


def amount(value: float, unit: str) -> str:
    if unit == "lines":
        return f"{value:,.0f}"
    if unit == "MB":
        return f"{value:.1f} MB"
    if unit == "B":
        return f"{value:,.0f} B"
    if unit == "share":
        return f"{value:.1%}"
    if value >= 1:
        return f"{value:.2f} s"
    return f"{value * 1e3:.3g} ms" if value >= 1e-3 else f"{value * 1e6:.3g} us"


def ratio(row: Row) -> str:
    spread = f"{row.ratio:.3f} ({row.low:.3f}-{row.high:.3f})" if row.ratio < 0.1 else ""
    return spread or f"{row.ratio:.2f} ({row.low:.2f}-{row.high:.2f})"


def verdict(row: Row) -> str:
    if row.bar is None:
        return ""
    return f"{'meets' if row.met else 'MISSES'} {row.bar:g}"


def write_docs(found: list[Row], env: Environment, table: Table) -> None:
    """Write a table into the page, and draw its plot."""
    text = PAGE.read_text(encoding="utf-8")
    head, rest = text.split(table.begin, 1)
    tail = rest.split(END, 1)[1]
    image = ""
    if table is SCALE and (growth := growth_plot(found)):
        GROWTH_PLOT.write_text(growth, encoding="utf-8")
        image = f"![Processor time for each object, relative to 10,000 objects](images/{GROWTH_PLOT.name})\n\n"
    text = f"{head}{table.begin}\n{_ran_on(env)}\n\n{image}{_table(found)}\n{END}{tail}"
    PAGE.write_text(text, encoding="utf-8")
    if table.plot is not None:
        table.plot.parent.mkdir(parents=True, exist_ok=True)
        table.plot.write_text(plot(found), encoding="utf-8")


def _ran_on(env: Environment) -> str:
    measured = ", ".join(f"{name} {version}" for name, version in versions(env).items())
    return (
        f"Python {platform.python_version()} on {platform.system()} ({platform.machine()}), {os.cpu_count()} cores "
        f"shared with other work. {measured}."
    )


def _table(found: list[Row]) -> str:
    lines = [
        "| what | against | ours | theirs | ratio | from - to | bar |",
        "| --- | --- | --: | --: | --: | --: | --- |",
    ]
    for row in found:
        value, spread = ratio(row).split(" ")
        bar = "" if row.bar is None else f"{row.bar:g} {'met' if row.met else '**missed**'}"
        cells = (
            row.name,
            row.against,
            amount(row.ours, row.unit),
            amount(row.theirs, row.unit),
            value,
            spread[1:-1],
            bar,
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def plot(found: list[Row]) -> str:
    """Draw the ratios as bars with their spread, on a logarithmic scale from 1/100 to 100; 1 is in the middle."""
    left, width, height, top = 430, 420, 17, 30
    total = top + height * len(found) + 10

    def x(value: float) -> float:
        return left + width / 2 * (1 + max(-2.0, min(2.0, log10(max(value, 1e-9)))) / 2)

    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {left + width + 20} {total}" role="img" '
        'font-family="sans-serif" font-size="11">',
        "<title>Ratio of our cost to that of others; left of the middle is better</title>",
        f'<rect width="100%" height="{total}" fill="#fff"/>',
    ]
    out += [_gridline(value, x(value), top, total) for value in (0.01, 0.1, 1, 10, 100)]
    for number, row in enumerate(found):
        y, middle = top + number * height, x(1)
        start, end = sorted((middle, x(row.ratio)))
        label = f"{row.name} / {row.against}"
        colour = "#b00020" if row.met is False else "#00796b" if row.ratio <= 1 else "#b0884f"
        out.append(
            f'<text x="{left - 8}" y="{y + 11}" text-anchor="end" fill="#222">{escape(label)}</text>'
            f'<rect x="{start:.1f}" y="{y + 3}" width="{max(end - start, 1):.1f}" height="{height - 7}" '
            f'fill="{colour}"/>'
            f'<line x1="{x(row.low):.1f}" x2="{x(row.high):.1f}" y1="{y + 8}" y2="{y + 8}" stroke="#222"/>'
        )
        if row.bar is not None:
            out.append(
                f'<line x1="{x(row.bar):.1f}" x2="{x(row.bar):.1f}" y1="{y + 1}" y2="{y + height - 2}" '
                'stroke="#1a237e" stroke-width="2"/>'
            )
    return "\n".join([*out, "</svg>"]) + "\n"


def _gridline(value: float, at: float, top: int, total: int) -> str:
    return (
        f'<line x1="{at:.0f}" x2="{at:.0f}" y1="{top - 6}" y2="{total - 6}" '
        f'stroke="{"#444" if value == 1 else "#ddd"}"/>'
        f'<text x="{at:.0f}" y="{top - 12}" text-anchor="middle" fill="#444">{value:g}</text>'
    )
