"""Pages as HTML for notebooks. Values of people are shown to those who ask for them, and to nobody else."""

from __future__ import annotations

from collections import Counter
from html import escape
from typing import TYPE_CHECKING, Any

from timeback._pagination.deduplication import key_of
from timeback.tables import to_dicts
from timeback_runtime.numbers import dumps

if TYPE_CHECKING:
    from timeback.page import BasePage

LONGEST = 80


class PageView:
    """What ``page.show()`` gives: a notebook displays it as a table."""

    def __init__(self, page: BasePage[Any], *, personal: bool, rows: int) -> None:
        self._page, self._personal, self._rows = page, personal, max(rows, 0)

    def __repr__(self) -> str:
        return repr(self._page)

    def _repr_html_(self) -> str:
        page = self._page
        records = to_dicts(page.items)
        names = Counter(name for record in records for name in record)
        shown = self._rows
        if self._personal:
            head = list(names)
            body = [[_short(record.get(name)) for name in head] for record in records[:shown]]
        else:
            head = ["id", "properties"]
            body = [[key_of(record) or "(no id)", str(len(record))] for record in records[:shown]]
        left = len(page) - min(shown, len(page))
        lines = [f"<p>{escape(repr(page)[1:-1])}</p>", _table(head, body)]
        if left:
            lines.append(f"<p>and {left} more</p>")
        if not self._personal:
            known = ", ".join(f"{escape(name)} ({count})" for name, count in names.items())
            lines.append(f"<p>Properties: {known or 'none'}</p>")
            lines.append("<p>page.show(personal=True) shows the values.</p>")
        # Half of a surrogate pair, which JSON can hold, would break the notebook's file.
        return "\n".join(lines).encode("utf-8", "replace").decode()


def _table(head: list[str], rows: list[list[str]]) -> str:
    titles = "".join(f"<th>{escape(name)}</th>" for name in head)
    lines = ["".join(f"<td>{escape(cell)}</td>" for cell in row) for row in rows]
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    return f"<table><thead><tr>{titles}</tr></thead><tbody>{body}</tbody></table>"


def _short(value: Any) -> str:
    if value is None:
        return ""
    text = value if isinstance(value, str) else dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
