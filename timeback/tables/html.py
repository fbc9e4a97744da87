"""HTML table of a page for notebooks. Values are personal data and are shown only on request."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from html import escape
from typing import Any

from timeback._spec.identifiers import key_of
from timeback.tables import to_dicts
from timeback_runtime.numbers import dumps

MAX_CELL_LENGTH = 80


class PageView:
    """The result of ``page.show()``, which a notebook displays as a table.

    Args:
        items: the objects of the page.
        title: the repr of the page.
        personal: whether to show the values, which are personal data.
        rows: the largest number of objects to show.
    """

    def __init__(self, items: Sequence[Any], title: str, *, personal: bool, rows: int) -> None:
        self._items, self._title, self._personal, self._rows = items, title, personal, max(rows, 0)

    def __repr__(self) -> str:
        return self._title

    def _repr_html_(self) -> str:
        records = to_dicts(self._items)
        names = Counter(name for record in records for name in record)
        shown = self._rows
        if self._personal:
            head = list(names)
            body = [[_cell_text(record.get(name)) for name in head] for record in records[:shown]]
        else:
            head = ["id", "properties"]
            body = [[key_of(record) or "(no id)", str(len(record))] for record in records[:shown]]
        left = max(len(records) - shown, 0)
        lines = [f"<p>{escape(self._title[1:-1])}</p>", _table(head, body)]
        if left:
            lines.append(f"<p>and {left} more</p>")
        if not self._personal:
            known = ", ".join(f"{escape(name)} ({count})" for name, count in names.items())
            lines.append(f"<p>Properties: {known or 'none'}</p>")
            lines.append("<p>page.show(personal=True) shows the values.</p>")
        # A lone surrogate is valid in JSON, but would make the notebook file invalid UTF-8.
        return "\n".join(lines).encode("utf-8", "replace").decode()


def _table(head: list[str], rows: list[list[str]]) -> str:
    titles = "".join(f"<th>{escape(name)}</th>" for name in head)
    lines = ["".join(f"<td>{escape(cell)}</td>" for cell in row) for row in rows]
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    return f"<table><thead><tr>{titles}</tr></thead><tbody>{body}</tbody></table>"


def _cell_text(value: Any) -> str:
    if value is None:
        return ""
    text = value if isinstance(value, str) else dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= MAX_CELL_LENGTH else text[: MAX_CELL_LENGTH - 1] + "…"
