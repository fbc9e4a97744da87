"""Sources and targets of a migration: clients of profiles and environments, and paths of bundles."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from timeback.cli.confirmation import confirm, confirm_by_name, require_terminal, server_name
from timeback.cli.errors import with_option_names
from timeback.cli.request_options import request_settings
from timeback_runtime.suggestions import did_you_mean

if TYPE_CHECKING:
    from timeback import TimeBackClient


def open_endpoint(stack: ExitStack, name: str) -> TimeBackClient | str:
    """Return the client of a profile or an environment, which the stack closes, or the path of a bundle.

    Raises:
        click.UsageError: the name is none of these.
    """
    from timeback import TimeBackClient
    from timeback.errors import ConfigurationError
    from timeback.profiles import config_file, existing_names
    from timeback.settings.environments import ENVIRONMENTS

    if "://" in name:
        raise click.UsageError(
            "SOURCE and TARGET are names, not addresses. Make a profile for the server: "
            "timeback config login NAME --api-url URL"
        )
    if is_path(name):
        return name
    profiles = existing_names()
    try:
        if name in profiles:
            return stack.enter_context(TimeBackClient.from_profile(name, **request_settings()))
        if name in ENVIRONMENTS:
            return stack.enter_context(TimeBackClient(environment=name, **request_settings()))
    except ConfigurationError as error:
        raise with_option_names(error) from None
    hint = did_you_mean(name, [*profiles, *ENVIRONMENTS]) or f" Profiles are read from {config_file()}."
    raise click.UsageError(f"{name!r} is not an environment, a profile or a bundle.{hint}")


def is_path(name: str) -> bool:
    """Return whether a source or target is the path of a bundle, which need not exist."""
    return os.sep in name or "/" in name or name.endswith(".zip") or Path(name).exists()


def confirm_production(
    target: TimeBackClient | str, yes: bool, count_marked: Callable[[], Mapping[str, int | None]] | None = None
) -> None:
    """Ask for confirmation if the target is a production server; exit if it is not given.

    Args:
        count_marked: counts the objects that are deleted at most, by entity; None if nothing is deleted.
    """
    if yes or isinstance(target, str) or target.environment != "production":
        return
    effect = "this writes to production"
    # Counting sends requests.
    require_terminal(effect)
    deletes = "" if count_marked is None else f" and deletes {_describe_counts(count_marked())} there"
    confirm_by_name(f"{effect}{deletes}", "production")


def _describe_counts(counts: Mapping[str, int | None]) -> str:
    parts = [f"{'an unknown number of' if count is None else f'{count:,}'} {name}" for name, count in counts.items()]
    return f"at most {', '.join(parts)}" if parts else "nothing"


def check_report_path(report: str | None, *, source: str, target: str, journal: str | None = None) -> None:
    """Check, before anything is sent, that the report would not replace another file.

    Raises:
        click.UsageError: the path is that of the source, the target, the journal, the configuration file or another
            file that is not a report.
    """
    if report is None:
        return
    from timeback.errors import InvalidRequestError
    from timeback.migration.reporting.report_file import check_report_path, journal_files
    from timeback.profiles import config_file

    others: dict[str, str | Path] = {"the file of profiles": config_file()}
    others |= {role: name for role, name in (("the source", source), ("the target", target)) if is_path(name)}
    if journal is not None:
        others |= journal_files(journal)
    try:
        check_report_path(report, others)
    except InvalidRequestError as error:
        raise click.UsageError(f"--report: {error}") from None


def open_target_of(stack: ExitStack, journal: str, name: str | None) -> tuple[TimeBackClient, dict[str, int]]:
    """Return a client of the server that a journal names as its target, and how many objects its runs created there.

    Args:
        name: a profile or an environment; None to find the one that leads to that server.

    Raises:
        click.UsageError: no profile or environment leads to that server, or several do that may show different data,
            or the given one leads to another.
    """
    from timeback.migration.endpoints.opening import identify
    from timeback.migration.undo.undo_migration import read_journal

    target, counts = read_journal(journal)
    if target.startswith("bundle "):
        raise click.UsageError("The target of this journal is files. Delete the files to undo the migration.")
    if name is not None:
        client = open_endpoint(stack, name)
        if isinstance(client, str):
            raise click.UsageError("TARGET must be a server. To undo an export, delete its files.")
        if identify(client).name != target:
            raise click.UsageError(f"The target of this journal is {target}, but {name} is {identify(client).name}.")
        return client, counts
    clients = {place: stack.enter_context(client) for place, client in _configured_clients()}
    found = {place: client for place, client in clients.items() if identify(client).name == target}
    # A server may show other credentials, or another path, the data of another organisation.
    if len({(client.settings.api_url, client.settings.client_id) for client in found.values()}) > 1:
        raise click.UsageError(
            f"The target of this journal is {target}, and several settings with different addresses or client ids lead "
            f"there: {', '.join(found)}. Give the one that was used as TARGET."
        )
    for client in found.values():
        return client, counts
    raise click.UsageError(
        f"The target of this journal is {target}, and no profile or environment leads there. Give TARGET, or set the "
        "variables of its environment."
    )


def _configured_clients() -> Iterator[tuple[str, TimeBackClient]]:
    """Create a client for each environment and profile whose settings are complete, with the name of its settings.

    The caller closes the clients.
    """
    from timeback import TimeBackClient
    from timeback.errors import ConfigurationError
    from timeback.profiles import existing_names
    from timeback.settings.environments import ENVIRONMENTS

    profiles = existing_names()
    options = request_settings()
    makers: dict[str, Callable[[], TimeBackClient]] = {
        "the variables without an environment": partial(TimeBackClient, **options),
        **{name: partial(TimeBackClient, environment=name, **options) for name in ENVIRONMENTS},
        **{name: partial(TimeBackClient.from_profile, name, **options) for name in profiles},
    }
    for place, make in makers.items():
        with suppress(ConfigurationError):
            yield place, make()


def confirm_deletion(target: TimeBackClient, counts: Mapping[str, int], yes: bool) -> None:
    """Show what would be deleted, and ask for confirmation; exit if it is not given."""
    if yes:
        return
    server = server_name(target)
    total = sum(counts.values())
    for collection, count in counts.items():
        click.echo(f"  {count:,} {collection}", err=True)
    effect = f"this deletes up to {total:,} objects on {server}"
    if target.environment == "production":
        confirm_by_name(effect, "production")
    else:
        confirm(effect, f"Delete up to {total:,} objects on {server}?")
