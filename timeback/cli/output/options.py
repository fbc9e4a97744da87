"""``--output`` and ``--query``: the options, and the output of the result that they describe."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import click

from timeback.cli.output.field_paths import select
from timeback.cli.output.formats import FORMATS, default_format, write, write_one
from timeback.cli.output.query import Query, QueryType
from timeback.cli.verbosity import note
from timeback_runtime.suggestions import did_you_mean

F = TypeVar("F", bound=Callable[..., Any])


# Older versions of click accept no type argument.
class _FormatType(click.ParamType):  # type: ignore[type-arg]
    """The formats, with ``ndjson`` as another name of ``jsonl``."""

    name = "format"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        form = "jsonl" if value == "ndjson" else str(value)
        if form not in FORMATS:
            self.fail(f"{form!r} is not one of {', '.join(FORMATS)}.{did_you_mean(form, FORMATS)}", param, ctx)
        return form

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[click.shell_completion.CompletionItem]:
        from click.shell_completion import CompletionItem

        return [CompletionItem(form) for form in FORMATS if form.startswith(incomplete)]


def record_options(command: F) -> F:
    """Add ``--output`` and ``--query`` to a command that prints objects. It gets ``form`` and ``query``."""
    return _options(
        command,
        "table (the default on a terminal), jsonl (the default in a pipe or file: one JSON object per line), json, "
        "csv or yaml. ndjson means jsonl.",
        'Select from the result by a JMESPath expression, which is applied to the whole list, such as "[].sourcedId".',
    )


def report_options(command: F) -> F:
    """Add ``--output`` and ``--query`` to a command that prints a report. It gets ``form`` and ``query``."""
    return _options(
        command,
        "Print the report in this form instead of as text: json, jsonl (on one line), yaml, or its main table as table "
        "or csv.",
        "Select from the report by a JMESPath expression, applied to what -o json prints.",
    )


def _options(command: F, output_help: str, query_help: str) -> F:
    form = click.option("--output", "-o", "form", type=_FormatType(), metavar="FORMAT", help=output_help)
    query = click.option("--query", type=QueryType(), metavar="EXPRESSION", help=query_help)
    return form(query(command))


class RecordOutput:
    """Writes objects as the options say."""

    def __init__(self, form: str | None, query: Query | None, fields: list[str] | None = None) -> None:
        """Keep the options.

        Args:
            fields: the names of ``--fields``, dotted ones too. Only these properties are written.
        """
        self._form = form or default_format()
        self._query = query
        self._fields = fields
        self._unseen = {name for name in fields or () if "." in name}

    def write_all(self, records: Iterable[dict[str, Any]]) -> None:
        """Write a list. Each object is written as it is received, unless the query needs the whole list."""
        if self._query is None:
            write(map(self._selected, records), self._form, self._fields)
        elif self._query.is_record_by_record:
            write(self._query.apply_to_each(map(self._selected, records)), self._form)
        else:
            self._write_result(self._query.apply(list(map(self._selected, records))))
        self._note_unseen()

    def write_one(self, record: dict[str, Any]) -> None:
        """Write one object."""
        record = self._selected(record)
        if self._query is None:
            write_one(record, self._form, self._fields)
        else:
            self._write_result(self._query.apply(record))
        self._note_unseen()

    def _selected(self, record: dict[str, Any]) -> dict[str, Any]:
        if self._fields is None:
            return record
        found = select(record, self._fields)
        self._unseen -= found.keys()
        # An expression names nested properties in its own way.
        return found if self._query is None else record

    def _write_result(self, result: Any) -> None:
        write_result(result, self._form)

    def _note_unseen(self) -> None:
        # The server knows the properties of an object, and refuses others. Names below them are read here.
        if self._unseen:
            note(f"No object has {' or '.join(sorted(self._unseen))}.")


def write_result(result: Any, form: str) -> None:
    """Write what an expression selected: the elements of a list, or one value."""
    if isinstance(result, list):
        write(result, form)
    else:
        write_one(result, form)


def write_report(report: dict[str, Any], rows: Iterable[dict[str, Any]], form: str | None, query: Query | None) -> None:
    """Write a report in a format for programs.

    Args:
        report: the whole report.
        rows: the lines of its main table, for ``table`` and ``csv``.
        form: the format; JSON if it is not given.
    """
    form = form or "json"
    if query is not None:
        write_result(query.apply(report), form)
    elif form in ("table", "csv"):
        # All columns, also those that are empty.
        lines = list(rows)
        write(lines, form, list(lines[0]) if lines else None)
    else:
        write_one(report, form)


def write_rows(
    name: str,
    rows: Sequence[dict[str, Any]],
    form: str | None,
    query: Query | None,
    others: Mapping[str, Any] | None = None,
) -> None:
    """Write a report that consists of rows: by default as a table, also in a pipe.

    Args:
        name: the name of the list of rows in the report.
        others: further values of the report.
    """
    if form is None and query is None:
        form = "table"
    write_report({**(others or {}), name: list(rows)}, rows, form, query)
