"""``timeback import``: load a OneRoster CSV bundle into a target."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any

import click

from timeback.cli.migration.endpoints import check_report_path, confirm_production, open_endpoint
from timeback.cli.migration.options import (
    ENDPOINTS_HELP,
    conflict_option,
    delete_marked_option,
    journal_option,
    root_org_option,
    run_options,
    skip_invalid_option,
    source_name_option,
    yes_option,
)
from timeback.cli.migration.run import marked_objects, run_migration
from timeback.cli.shell.completion import endpoints


@click.command(name="import", epilog=ENDPOINTS_HELP)
@click.argument("bundle", type=click.Path(exists=True))
@click.argument("target", shell_complete=endpoints)
@journal_option
@conflict_option
@root_org_option
@source_name_option
@skip_invalid_option
@delete_marked_option
@yes_option
@run_options
def import_(bundle: str, target: str, yes: bool, **options: Any) -> None:
    """Load a OneRoster CSV bundle.

    \b
    timeback import district.zip staging --journal load.db

    The whole bundle is validated first. If it has errors, nothing is sent, unless --skip-invalid is given.
    """
    check_report_path(options["report"], source=bundle, target=target, journal=options["journal"])
    with ExitStack() as stack:
        target_endpoint = open_endpoint(stack, target)

        def confirm() -> None:
            marked = marked_objects(bundle, target_endpoint, **options)
            confirm_production(target_endpoint, yes, marked)

        run_migration(bundle, target_endpoint, confirm=None if options["dry_run"] else confirm, **options)
