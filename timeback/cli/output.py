"""Output of records as a table, JSON, JSON lines or CSV. Records are written as they are received."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Any

import click

from timeback._escaping.spreadsheet import formula_note, is_formula
from timeback._escaping.terminal import encodable, one_line, plain
from timeback_runtime.numbers import dumps

FORMATS = ("table", "json", "jsonl", "csv")
SAMPLE_SIZE = 200
"""How many records determine the columns of a table or CSV file, and the column widths of a table."""
MAX_COLUMN_WIDTH = 40


def default_format() -> str:
    """Return ``table`` for a terminal, and ``jsonl`` for a pipe or a file."""
    return "table" if sys.stdout.isatty() else "jsonl"


def write(records: Iterable[dict[str, Any]], form: str, fields: list[str] | None) -> None:
    """Write records to standard output as they are received.

    Args:
        records: JSON objects.
        form: one of ``FORMATS``.
        fields: the properties that become columns; None for all. JSON and JSON lines always contain the whole record.
    """
    {"table": _table, "json": _json, "jsonl": _lines, "csv": _csv}[form](iter(records), fields)


def write_one(record: dict[str, Any], form: str, fields: list[str] | None) -> None:
    """Write one record. As a table, each property is on a line of its own."""
    if form == "json":
        click.echo(_text(record, indent=2))
    elif form == "table":
        widest = max(map(len, record), default=0)
        for name, value in record.items():
            click.echo(f"{_cell(name):<{widest}}  {_cell(value)}")
    else:
        write([record], form, fields)


def _json(records: Iterator[dict[str, Any]], fields: list[str] | None) -> None:
    count = 0
    click.echo("[", nl=False)
    for count, record in enumerate(records, 1):
        click.echo((",\n " if count > 1 else "\n ") + _text(record), nl=False)
    click.echo("\n]" if count else "]")


def _lines(records: Iterator[dict[str, Any]], fields: list[str] | None) -> None:
    for record in records:
        click.echo(_text(record))


def _text(record: dict[str, Any], indent: int | None = None) -> str:
    try:
        return dumps(record, ensure_ascii=False, allow_nan=False, indent=indent)
    except ValueError:
        name = record.get("sourcedId", "object")
        raise click.ClickException(f"{name}: contains NaN or Infinity, which JSON does not allow; use -o csv") from None


def _csv(records: Iterator[dict[str, Any]], fields: list[str] | None) -> None:
    first = list(islice(records, SAMPLE_SIZE))
    names = fields or list(dict.fromkeys(chain.from_iterable(first)))
    # Control characters are removed only for a terminal; files and pipes get unchanged values.
    to_terminal = sys.stdout.isatty()
    out, text_of = (sys.stdout, _cell) if to_terminal else (plain(sys.stdout), _csv_value)
    writer = csv.writer(out, lineterminator="\n" if to_terminal else "\r\n")
    formulas, first_formula, line = 0, "", 1
    for record in chain([{name: name for name in names}], first, records):
        values = [record.get(name) for name in names]
        row = [text_of(value) for value in values]
        for name, value in zip(names, values, strict=True):
            if isinstance(value, str) and is_formula(value):
                formulas, first_formula = formulas + 1, first_formula or f"line {line}, column {one_line(name)}"
        writer.writerow(row)
        line += 1 + sum(cell.count("\n") for cell in row)
    if formulas:
        click.echo(formula_note(formulas, first_formula), err=True)


def _table(records: Iterator[dict[str, Any]], fields: list[str] | None) -> None:
    first = list(islice(records, SAMPLE_SIZE))
    scalar = [n for n in dict.fromkeys(chain.from_iterable(first)) if any(_is_scalar(r.get(n)) for r in first)]
    names = fields or scalar or list(dict.fromkeys(chain.from_iterable(first)))
    widths = {n: min(MAX_COLUMN_WIDTH, max([len(n), *(len(_cell(r.get(n))) for r in first)])) for n in names}
    click.echo(_row({name: name for name in names}, widths))
    for record in chain(first, records):
        click.echo(_row(record, widths))


def _row(record: dict[str, Any], widths: dict[str, int]) -> str:
    cells = (_cell(record.get(name)) for name in widths)
    shown = (c if len(c) <= w else c[: w - 1] + "…" for c, w in zip(cells, widths.values(), strict=True))
    return "  ".join(f"{c:<{w}}" for c, w in zip(shown, widths.values(), strict=True)).rstrip()


def _is_scalar(value: Any) -> bool:
    return value is not None and not isinstance(value, dict | list)


def _csv_value(value: Any) -> str:
    """Return a value for a program: text unchanged, everything else as JSON."""
    if value is None:
        return ""
    return encodable(value if isinstance(value, str) else dumps(value, ensure_ascii=False))


def _cell(value: Any) -> str:
    """Return a value for a terminal, on one line."""
    if value is None:
        return ""
    text = str(value) if isinstance(value, str) else dumps(value, ensure_ascii=False)
    # A line break would break the table, and characters without width would shift its columns.
    return "".join(c if c.isprintable() else " " for c in text)
