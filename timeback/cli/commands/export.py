"""``timeback export``: write a roster to a OneRoster CSV bundle or to Parquet files."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from timeback.cli.migration.endpoints import check_report_path, open_endpoint
from timeback.cli.migration.options import ENDPOINTS_HELP, run_options, skip_invalid_option
from timeback.cli.migration.run import run_migration
from timeback.cli.shell.completion import endpoints

if TYPE_CHECKING:
    from timeback.parquet import ParquetFolder


@click.command(epilog=ENDPOINTS_HELP)
@click.argument("source", shell_complete=endpoints)
@click.argument("path", type=click.Path())
@click.option(
    "--format",
    "files",
    type=click.Choice(("csv", "parquet")),
    default="csv",
    show_default=True,
    help="csv: a OneRoster bundle. parquet: a folder with one file for each entity, for data frames and databases.",
)
@click.option(
    "--ranges",
    type=click.IntRange(1),
    metavar="NUMBER",
    default=1,
    help="Read so many ranges of ids of a collection at once, which is faster over a slow network. Objects are then in "
    "no particular order. Default: 1.",
)
@skip_invalid_option
@run_options
def export(source: str, path: str, files: str, **options: Any) -> None:
    """Write a roster to files at PATH: a OneRoster CSV bundle, or Parquet files.

    \b
    timeback export staging district.zip
    timeback export staging roster --format parquet

    SOURCE is a profile, `staging` or `production` (with the settings of the environment), or the path of a OneRoster
    CSV bundle. PATH is a folder; for csv it can also be a file that ends in .zip. It is created only when the export is
    complete.
    """
    if not path:
        raise click.UsageError("PATH is empty; it must be a folder, or a file that ends in .zip.")
    if Path(path).exists():
        raise click.UsageError(f"{Path(path).name or path} already exists; use another path, or remove it.")
    if files == "csv" and path.lower().endswith(".parquet"):
        raise click.UsageError("For Parquet files pass --format parquet and the path of a folder.")
    check_report_path(options["report"], source=source, target=str(Path(path).absolute()))
    target = _parquet_folder(path) if files == "parquet" else path
    with ExitStack() as stack:
        run_migration(open_endpoint(stack, source), target, on_conflict="skip", journal=None, **options)


def _parquet_folder(path: str) -> ParquetFolder:
    from timeback.errors import ConfigurationError
    from timeback.parquet import ParquetFolder

    try:
        return ParquetFolder(path)
    except ImportError as error:
        raise ConfigurationError(str(error)) from None
