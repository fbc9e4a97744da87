"""Output of records and reports as a table, JSON, JSON lines, CSV or YAML. Records are written as they are received."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Final

import click

from timeback._escaping.spreadsheet import formula_note, is_formula
from timeback._escaping.terminal import encodable, one_line, plain
from timeback.cli.streams import while_read
from timeback.cli.verbosity import note
from timeback_runtime.lazy import lazy_module
from timeback_runtime.numbers import dumps

if TYPE_CHECKING:
    from timeback.cli.output import table
else:
    table = lazy_module("timeback.cli.output.table")

FORMATS: Final = ("table", "json", "jsonl", "csv", "yaml")
SAMPLE_SIZE = 200
"""How many records determine the columns of a table or CSV file, and the column widths of a table."""

Rows = Iterator[Any]


def default_format() -> str:
    """Return ``table`` for a terminal, and ``jsonl`` for a pipe or a file."""
    return "table" if sys.stdout.isatty() else "jsonl"


def write(records: Iterable[Any], form: str, fields: list[str] | None = None) -> None:
    """Write the elements of a list to standard output as they are received, until its reader closes the pipe.

    Args:
        records: JSON values, objects as a rule. A table or CSV file of other values has no header.
        form: one of ``FORMATS``.
        fields: the columns of a table or CSV file; None for all properties. The other formats contain whole records.
    """
    writers: dict[str, Callable[[Rows, list[str] | None], None]] = {
        "table": _table,
        "json": _json,
        "jsonl": _lines,
        "csv": _csv,
        "yaml": _yaml,
    }
    writers[form](while_read(records), fields)


def write_one(value: Any, form: str, fields: list[str] | None = None) -> None:
    """Write one JSON value. As a table, each property of an object is on a line of its own."""
    if form == "json":
        click.echo(_text(value, indent=2))
    elif form == "yaml":
        from timeback.cli.output.yaml_text import write_value

        write_value(value)
    elif form == "table" and isinstance(value, dict):
        for line in table.object_lines(value, table.output_width()):
            click.echo(line)
    elif form in ("table", "csv") and value is None:
        return
    elif form == "table":
        click.echo(table.cell_text(value))
    else:
        write([value], form, fields)


def _json(records: Rows, fields: list[str] | None) -> None:
    count = 0
    click.echo("[", nl=False)
    for count, record in enumerate(records, 1):
        click.echo((",\n " if count > 1 else "\n ") + _text(record), nl=False)
    click.echo("\n]" if count else "]")


def _lines(records: Rows, fields: list[str] | None) -> None:
    for record in records:
        click.echo(_text(record))


def _yaml(records: Rows, fields: list[str] | None) -> None:
    from timeback.cli.output.yaml_text import write_list

    write_list(records)


def _text(value: Any, indent: int | None = None) -> str:
    try:
        return dumps(value, ensure_ascii=False, allow_nan=False, indent=indent)
    except ValueError:
        name = value.get("sourcedId", "object") if isinstance(value, dict) else "the result"
        raise click.ClickException(f"{name}: contains NaN or Infinity, which JSON does not allow; use -o csv") from None


def _sample(records: Rows) -> tuple[list[Any], bool]:
    """Return the first records, and whether they are rows of a table with named columns."""
    first = list(islice(records, SAMPLE_SIZE))
    return first, all(isinstance(record, dict) for record in first)


def _csv(records: Rows, fields: list[str] | None) -> None:
    import csv

    first, named = _sample(records)
    names = fields or (list(dict.fromkeys(chain.from_iterable(first))) if named else [])
    # Control characters are removed only for a terminal; files and pipes get unchanged values.
    to_terminal = sys.stdout.isatty()
    out, text_of = (sys.stdout, table.cell_text) if to_terminal else (plain(sys.stdout), _csv_value)
    writer = csv.writer(out, lineterminator="\n" if to_terminal else "\r\n")
    formulas, first_formula, line = 0, "", 1
    header = [dict(zip(names, names, strict=True))] if named and names else []
    for record in chain(header, first, records):
        values = _values(record, names) if named else _unnamed(record)
        row = [text_of(value) for value in values]
        for column, value in enumerate(values):
            if isinstance(value, str) and is_formula(value):
                place = f"column {one_line(names[column]) if named else column + 1}"
                formulas, first_formula = formulas + 1, first_formula or f"line {line}, {place}"
        writer.writerow(row)
        line += 1 + sum(cell.count("\n") for cell in row)
    if formulas:
        note(formula_note(formulas, first_formula))


def _values(record: Any, names: list[str]) -> list[Any]:
    """Return the values of a record in the order of the columns."""
    # A query may return other values after the sample. They go into the first column.
    return [record.get(name) for name in names] if isinstance(record, dict) else [record, *[None] * (len(names) - 1)]


def _unnamed(record: Any) -> list[Any]:
    """Return the cells of a row without column names."""
    return record if isinstance(record, list) else [record]


def _table(records: Rows, fields: list[str] | None) -> None:
    first, named = _sample(records)
    width = table.output_width()
    if not first:
        note("The result is empty.")
    if not named:
        _unnamed_table(chain(first, records), first, width)
        return
    names = fields or table.default_columns(first)
    samples = [dict(zip(names, names, strict=True)), *first]
    natural = {n: max(table.text_width(table.cell_text(r.get(n))) for r in samples) for n in names}
    widths = table.fit(natural, width, chosen=fields is not None)
    for record in chain(samples if names else first, records):
        cells = map(table.cell_text, _values(record, list(widths)))
        click.echo(table.row(cells, widths.values(), cut=width is not None))
    if missing := [one_line(name) for name in names if name not in widths]:
        note(f"Columns that do not fit: {', '.join(missing)}. Choose columns with --fields, or use -o json.")


def _unnamed_table(records: Iterable[Any], first: list[Any], width: int | None) -> None:
    count = max(len(_unnamed(record)) for record in first)
    cells = [[table.cell_text(value) for value in _unnamed(record)] for record in first]
    natural = {str(n): max(table.text_width(row[n]) if n < len(row) else 0 for row in cells) for n in range(count)}
    widths = table.fit(natural, width, chosen=True)
    for record in records:
        texts = [table.cell_text(value) for value in _unnamed(record)]
        texts += [""] * (count - len(texts))
        click.echo(table.row(texts[: len(widths)], widths.values(), cut=width is not None))


def _csv_value(value: Any) -> str:
    """Return a value for a program: text unchanged, everything else as JSON."""
    if value is None:
        return ""
    return encodable(value if isinstance(value, str) else dumps(value, ensure_ascii=False))
