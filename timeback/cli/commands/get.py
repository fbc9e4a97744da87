"""``timeback get``: read a collection, or one object of it."""

from __future__ import annotations

import inspect
from typing import Any

import click

from timeback.cli.collections import collection_method, resolve_collection
from timeback.cli.completion import collections, properties
from timeback.cli.connection import connect, connection_options
from timeback.cli.output import FORMATS, default_format, write, write_one

MAX_PAGE_SIZE = 3000
"""The largest page that the platform allows."""

_format = click.option(
    "--output", "-o", "form", type=click.Choice(FORMATS), help="Default: table, or jsonl in a pipe or file."
)


@click.command()
@click.argument("path", shell_complete=collections("list"))
@click.option("--filter", "-f", "filter_expr", help="Filter, such as \"role='student'\".")
@click.option("--limit", "-n", type=click.IntRange(1), help="Maximum number of objects.")
@click.option("--offset", type=click.IntRange(0), help="Number of objects to skip.")
@click.option("--sort", help="Property to sort by.", shell_complete=properties())
@click.option("--order-by", type=click.Choice(("asc", "desc")), help="Sort order.")
@click.option("--fields", help="Properties to return, comma-separated.", shell_complete=properties(several=True))
@click.option("--search", help="Text to search for.")
@click.option("--page-size", type=click.IntRange(1), help="Number of objects to fetch with each request.")
@_format
@connection_options
def get(
    path: str, form: str | None, limit: int | None, fields: str | None, page_size: int | None, **options: Any
) -> None:
    """Read a collection, or one object of it.

    \b
    timeback get users --filter "role='student'" --limit 10
    timeback get users/u1 -o json
    timeback get gradebook/results --fields sourcedId,score -o csv > results.csv

    A long listing is fetched page by page, and each object is written as soon as it is received.
    """
    query = {name: options.pop(name) for name in ("filter_expr", "offset", "sort", "order_by", "search")}
    given = {name: value for name, value in query.items() if value is not None}
    names = [name.strip() for name in fields.split(",")] if fields else None
    with connect(**options) as client:
        resource, _, identity = resolve_collection(client, path)
        if identity is not None:
            if given or limit or page_size:
                raise click.UsageError("An id selects one object; --filter, --sort, --limit and the like do not apply.")
            item = collection_method(resource, "get")(identity, **({"fields": names} if names else {}))
            write_one(item.to_dict(), form or default_format(), None)
            return
        if limit is not None:
            page_size = min(page_size or limit, limit, MAX_PAGE_SIZE)
        method = collection_method(resource, "iter")
        items = _call_listing(method, **given, fields=names, page_size=page_size, max_items=limit)
        write((item.to_dict() for item in items), form or default_format(), names)


def _call_listing(method: Any, **arguments: Any) -> Any:
    """Call a listing method with the options that were given.

    Raises:
        click.UsageError: the method has no parameter for an option.
    """
    parameters = inspect.signature(method).parameters
    renamed = {"order_by": "order", "search": "query"}  # QTI has other names for these parameters
    passed = {}
    for name, value in arguments.items():
        if value is None:
            continue
        parameter = name if name in parameters else renamed.get(name, name)
        if parameter not in parameters:
            option = name.removesuffix("_expr").replace("_", "-")
            raise click.UsageError(f"This collection does not support --{option}.")
        passed[parameter] = value
    return method(**passed)
