"""CSV formula injection: detect cells that a spreadsheet would run as a formula."""

from __future__ import annotations

_FORMULA_STARTS = frozenset("=+-@\t\r")


def is_formula(text: str) -> bool:
    """Return whether a spreadsheet would run a cell with this text as a formula."""
    return text[:1] in _FORMULA_STARTS and bool(text)


def formula_note(count: int, place: str) -> str:
    """Return the warning for cells that were written.

    Args:
        count: the number of cells.
        place: the location of the first one, such as ``line 2, column name``.
    """
    return (
        f"{count:,} cells start with a character that spreadsheets treat as a formula, the first in {place}; "
        "they are written unchanged"
    )
