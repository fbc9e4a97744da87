"""``timeback undo``: delete on the target what a migration created there."""

from __future__ import annotations

import sys
from contextlib import ExitStack

import click

from timeback.cli.confirmation import yes_option
from timeback.cli.errors import FAILED
from timeback.cli.migration.endpoints import confirm_deletion, open_target_of
from timeback.cli.migration.options import concurrency_option, migration_report_options
from timeback.cli.migration.reports import print_undo
from timeback.cli.migration.run import run_undo
from timeback.cli.output.query import Query
from timeback.cli.request_options import run_request_options
from timeback.cli.shell.completion import endpoints


@click.command()
@click.argument("journal", type=click.Path(exists=True, dir_okay=False))
@click.argument("target", required=False, shell_complete=endpoints)
@click.option("--dry-run", is_flag=True, help="Show what would be deleted, and write nothing.")
@click.option("--delete-changed", is_flag=True, help="Also delete objects that were changed since the migration.")
@yes_option
@concurrency_option
@migration_report_options
@run_request_options
def undo(
    journal: str,
    target: str | None,
    dry_run: bool,
    delete_changed: bool,
    yes: bool,
    concurrency: int,
    form: str | None,
    query: Query | None,
) -> None:
    """Delete on the target what the runs of a migration with JOURNAL created there, and nothing else.

    \b
    timeback undo move.db --dry-run
    timeback undo move.db

    TARGET is a profile, `staging` or `production` (with the settings of the environment). It is only needed if none of
    them is the target that the journal names.
    """
    with ExitStack() as stack:
        client, counts = open_target_of(stack, journal, target)
        if counts and not dry_run:
            confirm_deletion(client, counts, yes)
        report = run_undo(
            journal,
            client,
            dry_run=dry_run,
            delete_changed=delete_changed,
            concurrency=concurrency,
        )
    print_undo(report, form, query)
    sys.exit(0 if report else FAILED)
