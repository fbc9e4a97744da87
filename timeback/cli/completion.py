"""What the Tab key offers beyond commands and options. No server is asked."""

from __future__ import annotations

import warnings
from collections.abc import Callable

import click

ENVIRONMENTS = ("staging", "production")
Offer = Callable[[click.Context, click.Parameter, str], list[str]]


def collections(*verbs: str, one: bool = False) -> Offer:
    """Collections that have an operation for each of the verbs; with ``one`` an id has to follow."""

    def offer(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
        from timeback.cli.collections import has, kind_of, places

        # All that is there, twice, is too much to look at: the names with their service are for those who begin one.
        known = [name for name in places() if name.startswith(incomplete) and ("/" not in name or incomplete)]
        return [name + "/" * one for name in known if all(has(kind_of(name), verb) for verb in verbs)]

    return offer


def properties(*, several: bool = False) -> Offer:
    """Properties of the objects in the collection that the line names; with ``several`` one after the other."""

    def offer(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
        from timeback.cli.collections import named, properties_of

        before, comma, last = incomplete.rpartition(",") if several else ("", "", incomplete)
        given = before.split(",")
        # Where the line ends in an option, click leaves in args what stands before it.
        path = context.params.get("path") or "".join(context.args[:1])
        try:
            name, _ = named(path)
        except click.UsageError:
            return []
        return [f"{before}{comma}{one}" for one in properties_of(name) if one.startswith(last) and one not in given]

    return offer


def profiles(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    """The profiles of the configuration file; none where there is no file, or a damaged one."""
    from timeback.errors import ConfigurationError
    from timeback.profiles import names

    with warnings.catch_warnings(action="ignore"):
        try:
            return [name for name in names() if name.startswith(incomplete)]
        except ConfigurationError:
            return []


def environments(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    """``staging`` and ``production``."""
    return [name for name in ENVIRONMENTS if name.startswith(incomplete)]


def ends(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[click.shell_completion.CompletionItem]:
    """The ends of a migration: profiles, environments, and files."""
    from click.shell_completion import CompletionItem

    known = dict.fromkeys([*profiles(context, parameter, incomplete), *environments(context, parameter, incomplete)])
    return [CompletionItem(name) for name in known] or [CompletionItem(incomplete, type="file")]
