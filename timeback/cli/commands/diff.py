"""``timeback diff``: show the differences between two servers, or a server and a bundle."""

from __future__ import annotations

from typing import Any

import click

from timeback.cli.migration.options import (
    ENDPOINTS_HELP,
    concurrency_option,
    entities_option,
    migration_report_options,
    qti_option,
    root_org_option,
)
from timeback.cli.migration.run import run_comparison
from timeback.cli.request_options import run_request_options
from timeback.cli.shell.completion import endpoints


@click.command(epilog=ENDPOINTS_HELP)
@click.argument("source", shell_complete=endpoints)
@click.argument("target", shell_complete=endpoints)
@entities_option
@qti_option
@concurrency_option
@root_org_option
@migration_report_options
@run_request_options
def diff(source: str, target: str, **options: Any) -> None:
    """Show the differences between two servers, or a server and a bundle: ids and properties, never values.

    \b
    timeback diff staging district.zip
    timeback diff staging production --entities orgs,users -o csv

    Objects that exist on one side only are differences, too. The exit code is 1 if there is a difference.
    """
    run_comparison(source, target, strict=True, **options)
