"""The plot of the rows of growth: processor time of each object by the number of objects, as an SVG."""

from __future__ import annotations

import re
from collections import defaultdict
from html import escape
from math import log10

from bench.measure import Row

_ROW = re.compile(r"growth of (?P<kind>.+), (?P<count>[\d,]+) objects, CPU an object")
_AGAINST = re.compile(r"ours, (?P<count>[\d,]+) objects")
_COLOURS = ("#00796b", "#b00020", "#1a237e", "#b0884f", "#6a1b9a", "#37474f")
LEFT, WIDTH, HEIGHT, TOP, LEGEND = 60, 520, 300, 20, 170
HIGHEST = 2.0
"""The highest ratio that is drawn; higher ones are at the edge."""


def points(found: list[Row]) -> dict[str, dict[int, float]]:
    """For each kind of work: the time of one object by the number of objects, relative to the size compared with."""
    lines: dict[str, dict[int, float]] = defaultdict(dict)
    for row in found:
        name, against = _ROW.fullmatch(row.name), _AGAINST.fullmatch(row.against)
        if name is not None and against is not None:
            lines[name["kind"]] |= {_number(name["count"]): row.ratio, _number(against["count"]): 1.0}
    return {kind: dict(sorted(line.items())) for kind, line in lines.items()}


def growth_plot(found: list[Row]) -> str:
    """Draw a line for each kind of work, with logarithmic numbers of objects; empty text if there are no such rows."""
    lines = points(found)
    if not lines:
        return ""
    sizes = sorted({size for line in lines.values() for size in line})
    first, last = log10(sizes[0]), log10(sizes[-1])

    def place(size: int, value: float) -> tuple[float, float]:
        across = (log10(size) - first) / ((last - first) or 1.0)
        return LEFT + WIDTH * across, TOP + HEIGHT * (1 - min(value, HIGHEST) / HIGHEST)

    bottom = TOP + HEIGHT
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LEFT + WIDTH + LEGEND} {bottom + 40}" role="img" '
        'font-family="sans-serif" font-size="11">',
        "<title>Processor time for each object by the number of objects; level lines are better</title>",
        '<rect width="100%" height="100%" fill="#fff"/>',
    ]
    for value in (0.0, 0.5, 1.0, 1.5, HIGHEST):
        _, y = place(sizes[0], value)
        out.append(
            f'<line x1="{LEFT}" x2="{LEFT + WIDTH}" y1="{y:.0f}" y2="{y:.0f}" '
            f'stroke="{"#444" if value == 1 else "#ddd"}"/>'
            f'<text x="{LEFT - 8}" y="{y + 4:.0f}" text-anchor="end" fill="#444">{value:g}</text>'
        )
    for size in sizes:
        x, _ = place(size, 0)
        out.append(f'<text x="{x:.0f}" y="{bottom + 18}" text-anchor="middle" fill="#444">{size:,}</text>')
    for number, (kind, line) in enumerate(lines.items()):
        colour = _COLOURS[number % len(_COLOURS)]
        path = " ".join("{:.1f},{:.1f}".format(*place(size, value)) for size, value in line.items())
        y = TOP + 16 * number + 10
        out.append(
            f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>'
            f'<text x="{LEFT + WIDTH + 12}" y="{y}" fill="{colour}">{escape(kind)}</text>'
        )
    return "\n".join([*out, "</svg>"]) + "\n"


def _number(text: str) -> int:
    return int(text.replace(",", ""))
