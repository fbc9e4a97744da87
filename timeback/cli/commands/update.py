"""``timeback update``: replace an object, or change some of its properties."""

from __future__ import annotations

import json
from typing import Any, BinaryIO

import click

from timeback.cli.collections import collection_method, resolve_collection
from timeback.cli.connection import connect, connection_options
from timeback.cli.input.records import read_objects
from timeback.cli.shell.completion import collections
from timeback.cli.verbosity import note
from timeback_runtime.numbers import loads_exactly
from timeback_runtime.wire_names import wire_name


@click.command()
@click.argument("path", metavar="COLLECTION/ID", shell_complete=collections("update", with_id=True))
@click.argument("file", type=click.File("rb"), required=False)
@click.option(
    "--set", "changes", multiple=True, metavar="NAME=VALUE", help="Change one property. VALUE is JSON, or else text."
)
@connection_options
def update(path: str, file: BinaryIO | None, changes: tuple[str, ...], **settings: Any) -> None:
    """Replace an object by JSON, or change some of its properties.

    \b
    timeback update users/u1 user.json
    timeback update users/u1 --set givenName=Zoë --set grades='["5"]'

    FILE has one JSON object; - means standard input. With --set the object is read, changed and sent back as a whole,
    because the platform replaces whole objects.
    """
    if (file is None) == (not changes):
        raise click.UsageError("Give either a file (- for standard input) or --set.")
    with connect(**settings) as client:
        resource, _, identity = resolve_collection(client, path)
        if identity is None:
            raise click.UsageError("The path has no id: timeback update COLLECTION/ID")
        if file is not None:
            objects = list(read_objects(file))
            if len(objects) != 1:
                raise click.UsageError(f"The file contains {len(objects)} objects; an update takes one.")
            data: Any = objects[0]
        else:
            data = _changed(collection_method(resource, "get")(identity), changes)
        collection_method(resource, "update")(identity, data)
    note(f"updated {path}")


def _changed(item: Any, changes: tuple[str, ...]) -> Any:
    """Return a copy of an object with changed properties. Its other properties, known or not, stay unchanged."""
    model = type(item)
    given = {wire_name("--set", name, model, filters=False): value for name, value in map(_parse_change, changes)}
    data = model.from_dict(item.to_dict() | given)
    for attribute, field in data.FIELDS.items():
        if given.get(field.wire) is not None:
            field.validator.validate(getattr(data, attribute), f"--set {field.wire}")
    return data


def _parse_change(text: str) -> tuple[str, Any]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise click.UsageError("--set takes NAME=VALUE, such as --set givenName=Zoë")
    try:
        return name, loads_exactly(value)
    except json.JSONDecodeError:
        return name, value
    except RecursionError:
        raise click.UsageError(f"--set {name}: more nested lists or objects than can be read") from None
