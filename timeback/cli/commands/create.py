"""``timeback create``: create objects from JSON."""

from __future__ import annotations

import sys
from typing import Any, BinaryIO

import click

from timeback.cli.collections import collection_method, resolve_collection
from timeback.cli.connection import connect, connection_options
from timeback.cli.input.records import read_objects
from timeback.cli.output.options import RecordOutput, record_options
from timeback.cli.output.query import Query
from timeback.cli.shell.completion import collections


@click.command()
@click.argument("path", metavar="COLLECTION", shell_complete=collections("create"))
@click.argument("file", type=click.File("rb"), default="-")
@record_options
@connection_options
def create(path: str, file: BinaryIO, form: str | None, query: Query | None, **settings: Any) -> None:
    """Create objects from JSON: one object, a list, or one object per line.

    \b
    timeback create users new-users.jsonl
    echo '{"name": "North", "type": "school"}' | timeback create orgs

    Without FILE, or with -, JSON is read from standard input. The result is a list with the id that was sent
    (suppliedSourcedId) and the id that the server assigned (allocatedSourcedId) of each new object. The failure of one
    object does not stop the others, and makes the exit code 1.
    """
    pairs: list[dict[str, Any]] = []
    with connect(**settings) as client:
        resource, _, identity = resolve_collection(client, path)
        if identity is not None:
            raise click.UsageError("Remove the id from the path; the id of a new object is part of its JSON.")
        collection_method(resource, "create")  # is refused before the input is read, if there is none
        report = resource.create_many(read_objects(file))
        errors = dict(report.failed)
        for index, result in enumerate(report.results):
            if index in errors:
                click.echo(f"object {index + 1}: {_wire_path(str(errors[index]))}", err=True)
            else:
                pairs.append(result.to_dict() if hasattr(result, "to_dict") else result)
    RecordOutput(form, query).write_all(pairs)
    if errors:
        click.echo(f"{len(errors)} of {len(report.results)} failed", err=True)
        sys.exit(1)


def _wire_path(text: str) -> str:
    """Return an error with the wire name of the property, which has no underscore at its end: ``org.type``."""
    path, colon, rest = text.partition(":")
    return f"{path.removesuffix('_')}{colon}{rest}"
