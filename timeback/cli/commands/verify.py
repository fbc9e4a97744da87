"""``timeback verify``: compare source and target after a migration."""

from __future__ import annotations

from typing import Any

import click

from timeback.cli.completion import endpoints
from timeback.cli.migration_options import (
    ENDPOINTS_HELP,
    concurrency_option,
    entities_option,
    journal_option,
    json_option,
    pseudonym_options,
    qti_option,
    root_org_option,
    source_name_option,
)
from timeback.cli.migration_run import run_comparison


@click.command(epilog=ENDPOINTS_HELP)
@click.argument("source", shell_complete=endpoints)
@click.argument("target", shell_complete=endpoints)
@journal_option
@entities_option
@qti_option
@concurrency_option
@root_org_option
@pseudonym_options
@source_name_option
@click.option("--strict", is_flag=True, help="Also report objects that exist only on the target.")
@json_option
def verify(source: str, target: str, **options: Any) -> None:
    """Compare SOURCE and TARGET after a migration, property by property.

    \b
    timeback verify staging production --journal move.db
    """
    run_comparison(source, target, **options)
