"""Shell completion of arguments and option values. It sends no request to a server."""

from __future__ import annotations

import warnings
from collections.abc import Callable

import click

ENVIRONMENTS = ("staging", "production")
Completer = Callable[[click.Context, click.Parameter, str], list[str]]


def collections(*verbs: str, with_id: bool = False) -> Completer:
    """Complete the names of collections that support all of the verbs; ``with_id`` adds a slash for the id."""

    def complete(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
        from timeback.cli import collections as known

        # Qualified names such as rostering/users are offered only once something is typed, to keep the list short.
        names = [
            name for name in known.collections() if name.startswith(incomplete) and ("/" not in name or incomplete)
        ]
        return [
            name + "/" * with_id
            for name in names
            if all(known.has_method(known.resource_class(name), verb) for verb in verbs)
        ]

    return complete


def properties(*, several: bool = False) -> Completer:
    """Complete the properties of the collection on the command line; ``several`` allows a comma-separated list."""

    def complete(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
        from timeback.cli.collections import parse_path, properties_of
        from timeback.cli.nested_listings import parse_nested_path

        before, comma, last = incomplete.rpartition(",") if several else ("", "", incomplete)
        given = before.split(",")
        # If the line ends in an option, click leaves the arguments before it in context.args.
        path = context.params.get("path") or "".join(context.args[:1])
        try:
            nested = parse_nested_path(path)
            found = properties_of(parse_path(path)[0]) if nested is None else nested[0].properties
        except click.UsageError:
            return []
        return [f"{before}{comma}{name}" for name in found.values() if name.startswith(last) and name not in given]

    return complete


def service_paths(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[click.shell_completion.CompletionItem]:
    """Complete the paths of the services up to their first parameter."""
    from click.shell_completion import CompletionItem

    from timeback._spec.documents import load, packages

    name, slash, _ = incomplete.partition("/")
    if not slash:
        known = [f"{name}/" for name in packages()]
    elif name in packages():
        known = sorted({f"{name}{path.partition('{')[0]}" for path in load(name).content["paths"]})
    else:
        known = []
    return [CompletionItem(path) for path in known if path.startswith(incomplete)]


def profiles(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    """Complete the profiles of the configuration file; none if there is no valid file."""
    from timeback.errors import ConfigurationError
    from timeback.profiles import names

    with warnings.catch_warnings(action="ignore"):
        try:
            return [name for name in names() if name.startswith(incomplete)]
        except ConfigurationError:
            return []


def settings(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    """Complete the names of settings of a profile."""
    from timeback.profiles import KEYS

    return [name for name in KEYS if name.startswith(incomplete) and name != "client_secret"]


def environments(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    """Complete ``staging`` and ``production``."""
    return [name for name in ENVIRONMENTS if name.startswith(incomplete)]


def endpoints(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[click.shell_completion.CompletionItem]:
    """Complete sources and targets of a migration: profiles, environments and files."""
    from click.shell_completion import CompletionItem

    known = dict.fromkeys([*profiles(context, parameter, incomplete), *environments(context, parameter, incomplete)])
    return [CompletionItem(name) for name in known] or [CompletionItem(incomplete, type="file")]
