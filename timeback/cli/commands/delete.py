"""``timeback delete``: mark objects as deleted."""

from __future__ import annotations

from typing import Any

import click

from timeback.cli.collections import collection_method, resolve_collection
from timeback.cli.completion import collections
from timeback.cli.connection import connect, connection_options
from timeback.cli.streams import prompting


@click.command()
@click.argument("paths", nargs=-1, required=True, shell_complete=collections("delete", with_id=True))
@click.option("--yes", "-y", is_flag=True, help="Do not ask for confirmation.")
@connection_options
def delete(paths: tuple[str, ...], yes: bool, **settings: Any) -> None:
    """Mark one or more objects as deleted, given as COLLECTION/ID."""
    with connect(**settings) as client:
        targets = [(path, *resolve_collection(client, path)) for path in paths]
        for path, _, _, identity in targets:
            if identity is None:
                raise click.UsageError(f"The path {path!r} has no id: timeback delete COLLECTION/ID")
        if not yes:
            server = client.environment or client.settings.api_url
            with prompting():
                click.confirm(
                    f"Delete {len(targets)} object{'s' * (len(targets) > 1)} on {server}?", abort=True, err=True
                )
        for path, resource, _, identity in targets:
            collection_method(resource, "delete")(identity)
            click.echo(f"deleted {path}", err=True)
