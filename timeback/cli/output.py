"""Records as a table, JSON, JSON lines or CSV, written as they come."""

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
# A table cannot know its widths before it has seen rows; beyond these it keeps the widths that it has.
SAMPLE = 200
WIDEST = 40


def default_format() -> str:
    """A table for people, lines for programs."""
    return "table" if sys.stdout.isatty() else "jsonl"


def write(records: Iterable[dict[str, Any]], form: str, fields: list[str] | None) -> None:
    """Write records to standard output as they come."""
    {"table": _table, "json": _json, "jsonl": _lines, "csv": _csv}[form](iter(records), fields)


def write_one(record: dict[str, Any], form: str, fields: list[str] | None) -> None:
    """Write one record: a table shows its properties one below the other."""
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
        name = record.get("sourcedId", "an object")
        raise click.ClickException(f"{name}: holds NaN or Infinity, which JSON cannot write; use -o csv") from None


def _csv(records: Iterator[dict[str, Any]], fields: list[str] | None) -> None:
    first = list(islice(records, SAMPLE))
    names = fields or list(dict.fromkeys(chain.from_iterable(first)))
    # A program that reads the cells gets them as they are; a terminal does not.
    to_terminal = sys.stdout.isatty()
    out, text_of = (sys.stdout, _cell) if to_terminal else (plain(sys.stdout), _data)
    writer = csv.writer(out, lineterminator="\n" if to_terminal else "\r\n")
    formulas, place, line = 0, "", 1
    for record in chain([{name: name for name in names}], first, records):
        values = [record.get(name) for name in names]
        row = [text_of(value) for value in values]
        for name, value in zip(names, values, strict=True):
            if isinstance(value, str) and is_formula(value):
                formulas, place = formulas + 1, place or f"line {line}, column {one_line(name)}"
        writer.writerow(row)
        line += 1 + sum(cell.count("\n") for cell in row)
    if formulas:
        click.echo(formula_note(formulas, place), err=True)


def _table(records: Iterator[dict[str, Any]], fields: list[str] | None) -> None:
    first = list(islice(records, SAMPLE))
    scalar = [n for n in dict.fromkeys(chain.from_iterable(first)) if any(_plain(r.get(n)) for r in first)]
    names = fields or scalar or list(dict.fromkeys(chain.from_iterable(first)))
    widths = {n: min(WIDEST, max([len(n), *(len(_cell(r.get(n))) for r in first)])) for n in names}
    click.echo(_row({name: name for name in names}, widths))
    for record in chain(first, records):
        click.echo(_row(record, widths))


def _row(record: dict[str, Any], widths: dict[str, int]) -> str:
    cells = (_cell(record.get(name)) for name in widths)
    shown = (c if len(c) <= w else c[: w - 1] + "…" for c, w in zip(cells, widths.values(), strict=True))
    return "  ".join(f"{c:<{w}}" for c, w in zip(shown, widths.values(), strict=True)).rstrip()


def _plain(value: Any) -> bool:
    return value is not None and not isinstance(value, dict | list)


def _data(value: Any) -> str:
    """A value for a program: text as it is, everything else as JSON."""
    if value is None:
        return ""
    return encodable(value if isinstance(value, str) else dumps(value, ensure_ascii=False))


def _cell(value: Any) -> str:
    """A value for a person, in one line."""
    if value is None:
        return ""
    text = str(value) if isinstance(value, str) else dumps(value, ensure_ascii=False)
    # A line end would break the table, and what has no shape of its own would be counted as a column.
    return "".join(c if c.isprintable() else " " for c in text)
