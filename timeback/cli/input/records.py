"""JSON input of commands: one object, a list of objects, or one object per line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

import click

from timeback.cli.streams import read_text
from timeback_runtime.numbers import loads_exactly


def read_objects(file: BinaryIO) -> Iterator[dict[str, Any]]:
    """Read the JSON objects of a file: one object, a list of them, or one on each line.

    Raises:
        click.UsageError: no text at all, invalid JSON, with its line and column, a value that is not an object, or no
            text in UTF-8.
    """
    text = decode(file)
    if not text.strip():
        raise click.UsageError("The input is empty. It must have a JSON object, a list, or one object per line.")
    try:
        whole = _loads(text)
        values = [(1, value) for value in (whole if isinstance(whole, list) else [whole])]
    except json.JSONDecodeError as error:
        lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
        # One object per line, or one value over several lines.
        if len(lines) < 2 or not _is_json(lines[0][1]):
            raise invalid_json(error, error.lineno) from None
        values = []
        for number, line in lines:
            try:
                values.append((number, _loads(line)))
            except json.JSONDecodeError as line_error:
                raise invalid_json(line_error, number) from None
    for number, value in values:
        if not isinstance(value, dict):
            raise click.UsageError(f"Expected JSON objects; line {number} contains another value.")
        yield value


def decode(file: BinaryIO) -> str:
    """Return the text of a file.

    Raises:
        click.UsageError: it is no text in UTF-8. The message names the line.
    """
    try:
        return read_text(file)
    except UnicodeDecodeError as error:
        number = error.object.count(b"\n", 0, error.start) + 1
        raise click.UsageError(f"The input is not text in UTF-8: see line {number}. Save it as UTF-8.") from None


def _is_json(text: str) -> bool:
    try:
        _loads(text)
    except json.JSONDecodeError:
        return False
    return True


def _loads(text: str) -> Any:
    try:
        return loads_exactly(text)
    except RecursionError:
        raise click.UsageError("The JSON has more nested lists or objects than can be read.") from None


def invalid_json(error: json.JSONDecodeError, line: int) -> click.UsageError:
    """Return the error for a text that is not JSON."""
    return click.UsageError(f"Invalid JSON: {error.msg} in line {line}, column {error.colno}")
