"""``timeback verify``: compare source and target after a migration."""

from __future__ import annotations

from typing import Any

import click

from timeback.cli.migration.options import (
    ENDPOINTS_HELP,
    concurrency_option,
    entities_option,
    include_deleted_option,
    journal_to_read_option,
    migration_report_options,
    pseudonym_options,
    qti_option,
    root_org_option,
    source_name_option,
)
from timeback.cli.migration.run import run_comparison
from timeback.cli.request_options import run_request_options
from timeback.cli.shell.completion import endpoints


@click.command(epilog=ENDPOINTS_HELP)
@click.argument("source", shell_complete=endpoints)
@click.argument("target", shell_complete=endpoints)
@journal_to_read_option
@entities_option
@qti_option
@include_deleted_option
@concurrency_option
@root_org_option
@pseudonym_options
@source_name_option
@click.option("--strict", is_flag=True, help="Also report objects that exist only on the target.")
@migration_report_options
@run_request_options
def verify(source: str, target: str, **options: Any) -> None:
    """Compare SOURCE and TARGET after a migration, property by property.

    \b
    timeback verify staging production --journal move.db
    timeback verify staging production --query "differences[].sourcedId" -o table

    Give the same --entities, --qti, --include-deleted, --root-org and --pseudonymize as for the migration. Each
    difference is printed with the id and the property, never with values. The exit code is 1 if there is one.
    """
    run_comparison(source, target, **options)
