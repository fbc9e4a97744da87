"""``timeback get``: read a collection, or one object of it."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

import click

from timeback.cli.collections import collection_method, parse_path, properties_of, resolve_collection
from timeback.cli.connection import connect, connection_options
from timeback.cli.errors import option_labels
from timeback.cli.nested_listings import decode_id, parse_nested_path
from timeback.cli.output.field_paths import parse_fields, properties_to_request, to_wire_names
from timeback.cli.output.options import RecordOutput, record_options
from timeback.cli.output.query import Query
from timeback.cli.shell.completion import collections, properties
from timeback_runtime.suggestions import did_you_mean

MAX_PAGE_SIZE = 3000
"""The largest page that the platform allows."""


@click.command()
@click.argument("path", shell_complete=collections("list"))
@click.option(
    "--filter", "-f", "filter_expr", metavar="FILTER", help="Only objects that match, such as \"role='student'\"."
)
@click.option("--limit", "-n", type=click.IntRange(1), metavar="NUMBER", help="At most so many objects.")
@click.option("--offset", type=click.IntRange(0), metavar="NUMBER", help="Skip so many objects.")
@click.option("--sort", metavar="PROPERTY", help="Sort by this property.", shell_complete=properties())
@click.option("--order-by", type=click.Choice(("asc", "desc")), help="Sort in this order.")
@click.option(
    "--fields",
    metavar="NAMES",
    help="Only these properties, separated by commas, also nested ones such as org.sourcedId and roles.0.role.",
    shell_complete=properties(several=True),
)
@click.option("--search", metavar="TEXT", help="Only objects in which the server finds this text.")
@click.option("--page-size", type=click.IntRange(1), metavar="NUMBER", help="Fetch so many objects with each request.")
@record_options
@connection_options
def get(
    path: str,
    form: str | None,
    query: Query | None,
    limit: int | None,
    fields: str | None,
    page_size: int | None,
    **options: Any,
) -> None:
    """Read a collection, or one object of it.

    \b
    timeback get users --filter "role='student'" --limit 10
    timeback get users/u1 -o json
    timeback get users --fields sourcedId,roles.0.org.sourcedId -o csv
    timeback get users --query "[?status=='active'].{id: sourcedId}"
    timeback get gradebook/results --fields sourcedId,score -o csv > results.csv
    timeback get classes/c1/students --limit 30

    PATH is a collection, such as users or gradebook/results, COLLECTION/ID, or a listing below an object, such as
    schools/ID/classes. A long listing is fetched page by page, and each object is written as soon as it is received.

    --query is applied to the whole list, or to the object if there is an id. Expressions that begin with [] or [?...]
    are applied object by object; others, such as "length(@)", hold the list in memory.
    """
    parameters = {name: options.pop(name) for name in ("filter_expr", "offset", "sort", "order_by", "search")}
    given = {name: value for name, value in parameters.items() if value is not None}
    nested = parse_nested_path(path)
    names = parse_fields(fields)
    if names is not None:
        names = to_wire_names(names, properties_of(parse_path(path)[0]) if nested is None else nested[0].properties)
    requested = properties_to_request(names)
    output = RecordOutput(form, query, names)
    with option_labels(_LABELS, _IN_TEXT), connect(**options) as client:
        if nested is not None:
            listing, ids = nested
            method = listing.bind(client)
            accepted = _accepted(method, requested, str(listing), listing.properties)
            items = _list(method, *ids, **given, fields=accepted, limit=limit, page_size=page_size)
            output.write_all(item.to_dict() for item in items)
            return
        resource, _, identity = resolve_collection(client, path)
        if identity is not None:
            if given or limit or page_size:
                raise click.UsageError("An id selects one object; --filter, --sort, --limit and the like do not apply.")
            read = collection_method(resource, "get")
            item = _call(read, decode_id(identity), fields=_accepted(read, requested, path))
            output.write_one(item.to_dict())
            return
        method = collection_method(resource, "iter")
        items = _list(method, **given, fields=_accepted(method, requested, path), limit=limit, page_size=page_size)
        output.write_all(item.to_dict() for item in items)


_LABELS = {"fields": "--fields", "sort": "--sort", "order_by": "--order-by", "filter_expr": "--filter"}
_IN_TEXT = {"order_by='desc'": "--order-by desc"}


def _list(method: Any, *ids: str, limit: int | None, page_size: int | None, **arguments: Any) -> Iterator[Any]:
    """Call a method that iterates over a listing. A listing without pages is received as a whole, and cut then."""
    has_pages = "max_items" in inspect.signature(method).parameters
    if limit is not None and has_pages:
        page_size = min(page_size or limit, limit, MAX_PAGE_SIZE)
    items = _call(method, *ids, **arguments, page_size=page_size, max_items=limit if has_pages else None)
    return items if has_pages else islice(items, limit)


def _accepted(
    method: Any, names: list[str] | None, path: str, properties: Mapping[str, str] | None = None
) -> list[str] | None:
    """Return the properties to request; None if the operation returns whole objects, of which they are then selected.

    Raises:
        click.UsageError: the objects have no such property. Where properties are requested, the client checks them.
    """
    if names is None or "fields" in inspect.signature(method).parameters:
        return names
    collection = path if properties is not None else parse_path(path)[0]
    known = (properties_of(collection) if properties is None else properties).values()
    for name in names:
        if known and name not in known:
            raise click.UsageError(f"--fields: {name!r} is not a property of {collection}.{did_you_mean(name, known)}")
    return None


def _call(method: Any, *identity: str, **arguments: Any) -> Any:
    """Call a method with the options that were given.

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
    return method(*identity, **passed)
