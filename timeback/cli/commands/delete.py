"""``timeback delete``: mark objects as deleted."""

from __future__ import annotations

from typing import Any

import click

from timeback.cli.collections import collection_method, resolve_collection
from timeback.cli.confirmation import confirm, server_name, yes_option
from timeback.cli.connection import connect, connection_options
from timeback.cli.shell.completion import collections
from timeback.cli.verbosity import note


@click.command()
@click.argument(
    "paths", nargs=-1, required=True, metavar="COLLECTION/ID...", shell_complete=collections("delete", with_id=True)
)
@yes_option
@connection_options
def delete(paths: tuple[str, ...], yes: bool, **settings: Any) -> None:
    """Mark objects as deleted.

    \b
    timeback delete users/u1
    timeback delete users/u1 users/u2 --yes

    The server keeps the objects with the status tobedeleted, and most listings leave them out.
    """
    with connect(**settings) as client:
        targets = [(path, *resolve_collection(client, path)) for path in paths]
        for path, _, _, identity in targets:
            if identity is None:
                raise click.UsageError(f"The path {path!r} has no id: timeback delete COLLECTION/ID")
        if not yes:
            objects = f"{len(targets)} object{'s' * (len(targets) > 1)}"
            server = server_name(client)
            confirm(f"this deletes {objects} on {server}", f"Delete {objects} on {server}?")
        for path, resource, _, identity in targets:
            collection_method(resource, "delete")(identity)
            note(f"deleted {path}")
