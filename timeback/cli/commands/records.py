"""``timeback get``, ``create``, ``update`` and ``delete``."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import IO, Any

import click

from timeback.cli.collections import place, verb
from timeback.cli.completion import collections, properties
from timeback.cli.connection import connect, connecting
from timeback.cli.output import FORMATS, default_format, write, write_one
from timeback_runtime.encoding import known
from timeback_runtime.numbers import dumps, loads_exactly

_format = click.option(
    "--output", "-o", "form", type=click.Choice(FORMATS), help="Default: a table, or jsonl in a pipe."
)


@click.command()
@click.argument("path", shell_complete=collections("list"))
@click.option("--filter", "-f", "filter_expr", help="Condition, such as \"role='student'\".")
@click.option("--limit", "-n", type=click.IntRange(1), help="Stop after so many objects.")
@click.option("--offset", type=click.IntRange(0), help="Skip so many objects.")
@click.option("--sort", help="Property to sort by.", shell_complete=properties())
@click.option("--order-by", type=click.Choice(("asc", "desc")), help="Direction of the sort.")
@click.option("--fields", help="Properties to return, comma separated.", shell_complete=properties(several=True))
@click.option("--search", help="Text to look for.")
@click.option("--page-size", type=click.IntRange(1), help="Objects to fetch at once.")
@_format
@connecting
def get(path: str, form: str | None, limit: int | None, fields: str | None, page_size: int | None, **more: Any) -> None:
    """Read a collection, or one object of it.

    \b
    timeback get users --filter "role='student'" --limit 10
    timeback get users/u1 -o json
    timeback get gradebook/results --fields sourcedId,score -o csv > results.csv

    A long listing is fetched page by page and written as it comes.
    """
    query = {name: more.pop(name) for name in ("filter_expr", "offset", "sort", "order_by", "search")}
    asked = {name: value for name, value in query.items() if value is not None}
    names = [name.strip() for name in fields.split(",")] if fields else None
    with connect(**more) as client:
        resource, _, identity = place(client, path)
        if identity is not None:
            if asked or limit or page_size:
                raise click.UsageError("An id names one object: filter, sort, limit and their like do not apply.")
            found = verb(resource, "get")(identity, **({"fields": names} if names else {}))
            write_one(found.to_dict(), form or default_format(), None)
            return
        if limit is not None:
            page_size = min(page_size or limit, limit, 3000)
        items = _accepted(verb(resource, "iter"), **asked, fields=names, page_size=page_size, max_items=limit)
        write((item.to_dict() for item in items), form or default_format(), names)


@click.command()
@click.argument("path", shell_complete=collections("create"))
@click.argument("file", type=click.File("r", encoding="utf-8-sig"), default="-")
@connecting
def create(path: str, file: IO[str], **settings: Any) -> None:
    """Create objects from JSON: one object, a list, or an object a line.

    \b
    timeback create users new-users.jsonl
    echo '{"name": "North", "type": "school"}' | timeback create orgs

    Prints a line for each: the id that was sent, and the one under which the server keeps it. One that fails stops no
    other.
    """
    failed = 0
    with connect(**settings) as client:
        resource, _, identity = place(client, path)
        if identity is not None:
            raise click.UsageError("A new object has no path of its own: leave the id out, it stands in the object.")
        report = resource.create_many(objects(file))
        refused = dict(report.failed)
        for index, result in enumerate(report.results):
            if index in refused:
                failed += 1
                click.echo(f"object {index + 1}: {refused[index]}", err=True)
            else:
                pair = result.to_dict() if hasattr(result, "to_dict") else result
                click.echo(dumps(pair, ensure_ascii=False))
    if failed:
        click.echo(f"{failed} of {len(report.results)} failed", err=True)
        sys.exit(1)


@click.command()
@click.argument("path", shell_complete=collections("update", one=True))
@click.argument("file", type=click.File("r", encoding="utf-8-sig"), required=False)
@click.option("--set", "changes", multiple=True, metavar="NAME=VALUE", help="Change one property; JSON, else text.")
@connecting
def update(path: str, file: IO[str] | None, changes: tuple[str, ...], **settings: Any) -> None:
    """Replace an object by JSON, or change properties of it.

    \b
    timeback update users/u1 user.json
    timeback update users/u1 --set givenName=Zoë --set grades='["5"]'

    With --set the object is read, changed and sent back whole, since the platform replaces it.
    """
    if (file is None) == (not changes):
        raise click.UsageError("Give a file (- for standard input), or --set, one of them.")
    with connect(**settings) as client:
        resource, _, identity = place(client, path)
        if identity is None:
            raise click.UsageError("Say which object: timeback update COLLECTION/ID")
        if file is not None:
            found = list(objects(file))
            if len(found) != 1:
                raise click.UsageError(f"The file holds {len(found)} objects; an update takes one.")
            data: Any = found[0]
        else:
            # Read as it came, so that what this version does not know goes back too.
            whole = verb(resource, "get")(identity)
            named = {known("--set", name, type(whole), filters=False): value for name, value in map(_change, changes)}
            data = type(whole).from_dict(whole.to_dict() | named)
            for attribute, field in data.FIELDS.items():
                if named.get(field.wire) is not None:
                    field.kind.check(getattr(data, attribute), f"--set {field.wire}")
        verb(resource, "update")(identity, data)
    click.echo(f"updated {path}", err=True)


@click.command()
@click.argument("paths", nargs=-1, required=True, shell_complete=collections("delete", one=True))
@click.option("--yes", "-y", is_flag=True, help="Do not ask.")
@connecting
def delete(paths: tuple[str, ...], yes: bool, **settings: Any) -> None:
    """Mark objects as deleted: COLLECTION/ID, one or more."""
    with connect(**settings) as client:
        targets = [(path, *place(client, path)) for path in paths]
        for path, _, _, identity in targets:
            if identity is None:
                raise click.UsageError(f"{path!r} names no object: timeback delete COLLECTION/ID")
        if not yes:
            where = client.environment or client.settings.api_url
            click.confirm(f"Delete {len(targets)} object{'s' * (len(targets) > 1)} on {where}?", abort=True, err=True)
        for path, resource, _, identity in targets:
            verb(resource, "delete")(identity)
            click.echo(f"deleted {path}", err=True)


def objects(file: IO[str]) -> Iterator[dict[str, Any]]:
    """The JSON objects of a file: one, a list of them, or one a line.

    Raises:
        click.UsageError: no JSON, with the line and column; or something else than objects.
    """
    text = file.read()
    try:
        whole = loads_exactly(text)
        found = [(1, item) for item in (whole if isinstance(whole, list) else [whole])]
    except json.JSONDecodeError as error:
        lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
        if len(lines) < 2:
            raise click.UsageError(f"No JSON: {error.msg} in line {error.lineno}, column {error.colno}") from None
        found = []
        for number, line in lines:
            try:
                found.append((number, loads_exactly(line)))
            except json.JSONDecodeError as problem:
                told = f"No JSON: {problem.msg} in line {number}, column {problem.colno}"
                raise click.UsageError(told) from None
    for number, item in found:
        if not isinstance(item, dict):
            raise click.UsageError(f"Expected JSON objects; line {number} holds something else.")
        yield item


def _change(text: str) -> tuple[str, Any]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise click.UsageError("--set takes NAME=VALUE, such as --set givenName=Zoë")
    try:
        return name, loads_exactly(value)
    except json.JSONDecodeError:
        return name, value


def _accepted(method: Any, **arguments: Any) -> Any:
    """Call a listing with the options that it has; one that was given and that it lacks is an error."""
    import inspect

    known = inspect.signature(method).parameters
    renamed = {"order_by": "order", "search": "query"}
    passed = {}
    for name, value in arguments.items():
        if value is None:
            continue
        target = name if name in known else renamed.get(name, name)
        if target not in known:
            raise click.UsageError(
                f"This collection cannot be read with --{name.removesuffix('_expr').replace('_', '-')}."
            )
        passed[target] = value
    return method(**passed)
