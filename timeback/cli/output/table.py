"""Tables that fit the terminal: the text of cells, the choice of columns, and their widths in terminal cells.

Wide characters (CJK, emoji) take two cells and combining characters none. A terminal has a width; a file or pipe has
none, unless the variable ``COLUMNS`` is set, and nothing is cut there.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, Final

from timeback._escaping.terminal import one_line
from timeback.cli.streams import displayable
from timeback_runtime.numbers import dumps

GAP: Final = "  "
SMALLEST_WIDTH: Final = 8
"""Columns are not made narrower than this, unless the user chose them; others are left out first."""
SMALLEST_CHOSEN_WIDTH: Final = 4
_LEAST_USEFUL: Final = ("dateLastModified",)
"""Columns that are left out before others are narrowed: a part of a time tells nothing."""
_REFERENCE_KEYS: Final = frozenset({"href", "sourcedId", "type"})


def output_width() -> int | None:
    """Return the width of the terminal in cells; None if the output is a file or pipe and ``COLUMNS`` is not set."""
    columns = os.environ.get("COLUMNS", "").strip()
    if columns.isdecimal() and int(columns) > 0:
        return int(columns)
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def cell_text(value: Any) -> str:
    """Return a JSON value on one line, without control characters. References are their ids, lists have commas."""
    match value:
        case None:
            return ""
        case str():
            return _on_terminal(one_line(value))
        case list():
            return ", ".join(map(_inner_text, value))
        case {"sourcedId": str(identity), **others} if others.keys() <= _REFERENCE_KEYS:
            return _on_terminal(one_line(identity))
        case dict():
            return ", ".join(f"{one_line(name)}: {_inner_text(inner)}" for name, inner in value.items())
    return dumps(value)


def _on_terminal(text: str) -> str:
    # What the encoding of the terminal lacks is shown in a longer form, which counts for the width.
    return text if text.isascii() else displayable(text)


def _inner_text(value: Any) -> str:
    text = cell_text(value)
    match value:
        case list():
            return f"[{text}]"
        case dict() if not _is_reference(value):
            return f"{{{text}}}"
    return text


def _is_reference(value: dict[str, Any]) -> bool:
    return isinstance(value.get("sourcedId"), str) and value.keys() <= _REFERENCE_KEYS


def default_columns(records: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the properties that are columns if none are chosen: those with text or numbers, or else all."""
    names = list(dict.fromkeys(chain.from_iterable(records)))
    return [name for name in names if any(_is_scalar(record.get(name)) for record in records)] or names


def _is_scalar(value: Any) -> bool:
    return value is not None and not isinstance(value, dict | list)


def fit(natural: Mapping[str, int], width: int | None, *, chosen: bool) -> dict[str, int]:
    """Return the width of each column that is shown.

    Columns are narrowed, the widest ones most, and the id last. Those that tell least are left out before that, and
    others, from the right, if it is not enough.

    Args:
        natural: the width that the content of each column needs, in the order of the columns.
        width: the width of the terminal; None for no limit.
        chosen: whether the user named the columns. They are narrowed further before any is left out.
    """
    if width is None or not natural:
        return dict(natural)
    smallest = SMALLEST_CHOSEN_WIDTH if chosen else SMALLEST_WIDTH
    shown = {name: min(needed, width) for name, needed in natural.items()}
    for name in _LEAST_USEFUL:
        if not chosen and len(shown) > 1 and _total(shown.values()) > width:
            shown.pop(name, None)
    droppable = [name for name in shown if chosen or name != "sourcedId"]
    while len(shown) > 1 and _total(min(needed, smallest) for needed in shown.values()) > width:
        del shown[droppable.pop()]
    least = {name: min(needed, smallest) for name, needed in shown.items()}
    if "sourcedId" in shown and shown["sourcedId"] + _total(least.values()) - least["sourcedId"] <= width:
        least["sourcedId"] = shown["sourcedId"]
    limit = max(shown.values())
    while limit > 1 and _total(_narrowed(shown, least, limit).values()) > width:
        limit -= 1
    widths = _narrowed(shown, least, limit)
    spare = width - _total(widths.values())
    for name, needed in shown.items():
        more = max(0, min(spare, needed - widths[name]))
        widths[name] += more
        spare -= more
    return widths


def _narrowed(needed: Mapping[str, int], least: Mapping[str, int], limit: int) -> dict[str, int]:
    return {name: max(least[name], min(width, limit)) for name, width in needed.items()}


def _total(widths: Iterable[int]) -> int:
    sizes = list(widths)
    return sum(sizes) + len(GAP) * max(0, len(sizes) - 1)


def text_width(text: str) -> int:
    """Return how many cells of a terminal a text takes."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def row(cells: Iterable[str], widths: Iterable[int], *, cut: bool) -> str:
    """Return a line of a table. Cells are padded, and cut with a mark if they are too wide and ``cut`` is set."""
    shown = (_cut(text, width) if cut else text for text, width in zip(cells, widths, strict=True))
    padded = (text + " " * (width - text_width(text)) for text, width in zip(shown, widths, strict=True))
    return GAP.join(padded).rstrip()


def _cut(text: str, width: int) -> str:
    if text_width(text) <= width:
        return text
    mark = "…" if displayable("…") == "…" else "~"
    if text.isascii():
        return f"{text[: width - 1]}{mark}"
    from rich.cells import set_cell_size

    return f"{set_cell_size(text, width - 1).rstrip()}{mark}"


def object_rows(record: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Return the properties of an object as rows of a name and a value, nested ones by their dotted names.

    The names are those that ``--fields`` takes.
    """
    return _rows("", record)


def _rows(prefix: str, value: Any) -> Iterator[tuple[str, str]]:
    items: Iterable[tuple[Any, Any]] = value.items() if isinstance(value, Mapping) else enumerate(value)
    for name, inner in items:
        path = f"{prefix}{one_line(str(name))}"
        is_nested = isinstance(inner, dict) and not _is_reference(inner)
        is_list_of_objects = isinstance(inner, list) and any(isinstance(item, dict | list) for item in inner)
        is_list_of_objects = is_list_of_objects and not all(isinstance(i, dict) and _is_reference(i) for i in inner)
        if inner and (is_nested or is_list_of_objects):
            yield from _rows(f"{path}.", inner)
        else:
            yield path, cell_text(inner)


def object_lines(record: Mapping[str, Any], width: int | None) -> Iterator[str]:
    """Return an object as lines of a name and a value. Long values continue on the next lines."""
    rows = list(object_rows(record))
    widest = max((text_width(name) for name, _ in rows), default=0)
    if width is not None:
        widest = min(widest, max(SMALLEST_WIDTH, width // 2))
    available = None if width is None else max(SMALLEST_WIDTH, width - widest - len(GAP))
    for name, value in rows:
        names = _chop(name, None if width is None else widest)
        values = _chop(value, available)
        for number in range(max(len(names), len(values))):
            parts = [part[number] if number < len(part) else "" for part in (names, values)]
            yield row(parts, (widest, 0), cut=False)


def _chop(text: str, width: int | None) -> list[str]:
    if width is None or text_width(text) <= width:
        return [text]
    from rich.cells import chop_cells

    return chop_cells(text, width)
