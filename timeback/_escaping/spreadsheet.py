"""Cells of CSV files that a spreadsheet would run as a formula."""

from __future__ import annotations

_FIRST = frozenset("=+-@\t\r")


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would run a cell of this text as a formula."""
    return text[:1] in _FIRST and bool(text)


def formula_note(count: int, place: str) -> str:
    """What to tell about cells that were written.

    Args:
        count: how many cells there are.
        place: where the first one is, such as ``line 2, column name``.
    """
    return (
        f"{count:,} cells would be run as a formula by a spreadsheet, the first of them in {place}; "
        "they are written unchanged"
    )
