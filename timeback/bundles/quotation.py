"""Quotation marks that deviate from the CSV format: with spaces around a quoted cell, or single ones inside a cell."""

from __future__ import annotations

import re
from typing import Final, TypeAlias

Quirk: TypeAlias = tuple[int, str, str]
"""The index of a cell, the rule that it breaks, and how it is read."""

SPACES: Final = ("spaces", "spaces around a quoted cell; they are ignored")
STRAY: Final = ("quotation", "quotation mark inside a cell that is not written twice; it belongs to the value")

_OPENING = re.compile(r'[ \t]*"')
_AFTER_CLOSING = re.compile(r"[ \t]*(?:,|\Z)")


def parse_row(text: str) -> tuple[list[str], list[Quirk]] | None:
    """Parse the text of one row. A row without deviations has the cells that the csv module reads.

    A quotation mark ends a quoted cell only before a comma or the end of the row. Any other one belongs to the value.

    Returns:
        The cells, and the deviations; None if a quotation mark is not closed in this text, or if it is not clear which
        one closes a cell of several lines: the others may belong to the next rows.
    """
    text = text.removesuffix("\n").removesuffix("\r")
    cells: list[str] = []
    quirks: list[Quirk] = []
    position = 0
    while True:
        opening = _OPENING.match(text, position)
        if opening is None:
            end = text.find(",", position)
            cell = text[position:] if end < 0 else text[position:end]
            if "\n" in cell or "\r" in cell:
                return None
            if '"' in cell:
                quirks.append((len(cells), *STRAY))
            cells.append(cell)
            if end < 0:
                return cells, quirks
            position = end + 1
            continue
        closed = _find_closing(text, opening.end())
        if closed is None:
            return None
        quote, after, is_stray = closed
        if opening.end() - position > 1 or after.group().strip(","):
            quirks.append((len(cells), *SPACES))
        if is_stray:
            quirks.append((len(cells), *STRAY))
        cell = text[opening.end() : quote]
        if is_stray and ("\n" in cell or "\r" in cell):
            return None
        cells.append(cell.replace('""', '"'))
        if not after.group().endswith(","):
            return cells, quirks
        position = after.end()


def _find_closing(text: str, start: int) -> tuple[int, re.Match[str], bool] | None:
    """Return the position of the closing quotation mark, what follows it, and whether single ones come before it."""
    is_stray = False
    while (quote := text.find('"', start)) >= 0:
        if text.startswith('"', quote + 1):
            start = quote + 2
            continue
        after = _AFTER_CLOSING.match(text, quote + 1)
        if after is not None:
            return quote, after, is_stray
        is_stray = True
        start = quote + 1
    return None
