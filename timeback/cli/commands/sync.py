"""``timeback sync``: load collections into a database or a warehouse, by dlt."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import click

from timeback._storage.errors import StorageErrors
from timeback.cli.connection import connect, connection_options
from timeback.cli.migration.options import parse_list
from timeback.cli.output.options import report_options, write_report
from timeback.cli.output.query import Query
from timeback_runtime.extras import missing_package

_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,62}")
# Set only if the caller has not set them. dlt logs errors with their tracebacks, and the command reports them anyway.
# Loaded files have personal data, so they do not stay on the disk.
_DLT_SETTINGS: Final = {
    "RUNTIME__DLTHUB_TELEMETRY": "false",
    "RUNTIME__LOG_LEVEL": "CRITICAL",
    "LOAD__DELETE_COMPLETED_JOBS": "true",
}


@click.command()
@click.option(
    "--destination",
    required=True,
    metavar="NAME",
    help="A destination of dlt: duckdb, postgres, snowflake, bigquery, databricks, filesystem and others.",
)
@click.option(
    "--dataset", default="roster", show_default=True, metavar="NAME", help="The schema in which the tables are."
)
@click.option(
    "--pipeline",
    default="timeback",
    show_default=True,
    metavar="NAME",
    help="The name under which dlt stores the state. Use one for each server and dataset.",
)
@click.option(
    "--collections",
    metavar="NAMES",
    help="Only these collections, separated by commas. Default: the roster and the gradebook.",
)
@click.option("--full", is_flag=True, help="Read everything again, and replace the tables.")
@click.option(
    "--overlap",
    type=click.IntRange(0),
    default=300,
    show_default=True,
    metavar="SECONDS",
    help="Read changes of this time again. It must be longer than the longest write on the server.",
)
@click.option(
    "--deletes",
    type=click.Choice(("keep", "remove")),
    default="keep",
    show_default=True,
    help="What to do with the rows of objects that are marked as deleted.",
)
@click.option(
    "--nested",
    type=click.Choice(("json", "tables")),
    default="json",
    show_default=True,
    help="Load nested objects and lists as JSON, or into tables of their own.",
)
@click.option(
    "--ranges",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    metavar="NUMBER",
    help="Read each collection by so many requests at once, if everything is read.",
)
@report_options
@connection_options
def sync(
    destination: str,
    dataset: str,
    pipeline: str,
    collections: str | None,
    full: bool,
    overlap: int,
    deletes: Any,
    nested: Any,
    ranges: int,
    form: str | None,
    query: Query | None,
    **settings: Any,
) -> None:
    """Load collections into a database or a warehouse. Later runs load what has changed.

    \b
    timeback sync --destination duckdb --profile staging
    timeback sync --destination postgres --collections users,enrollments,results

    DuckDB needs no settings: the tables are in the file PIPELINE.duckdb of this folder. The state is in the destination
    and in .dlt/pipelines of this folder, or in DLT_DATA_DIR. Credentials of other
    destinations are read from environment variables or .dlt/secrets.toml, such as
    DESTINATION__POSTGRES__CREDENTIALS=postgresql://user:password@host/database.

    Rows of objects that have changed are replaced. Passwords of users are never loaded.
    """
    for option, name in (("--dataset", dataset), ("--pipeline", pipeline)):
        if not _NAME.fullmatch(name):
            raise click.UsageError(f"{option}: use a letter, followed by letters, digits and _.")
    if destination == "duckdb" and dataset.lower() == pipeline.lower():
        raise click.UsageError("--dataset and --pipeline must differ, since DuckDB names its file after the pipeline.")
    with _dlt_settings(), connect(**settings) as client:
        dlt, source_of = _imported()
        from timeback.dlt.run_lock import lock_pipeline

        source = source_of(
            client,
            collections=parse_list(collections),
            incremental=not full,
            overlap=timedelta(seconds=overlap),
            deletes=deletes,
            nested=nested,
            ranges=ranges,
        )
        with _dlt_errors():
            made = dlt.pipeline(
                pipeline, destination=destination, dataset_name=dataset, pipelines_dir=_pipelines_folder()
            )
            with lock_pipeline(Path(made.pipelines_dir) / f"{pipeline}.lock", pipeline):
                if made.has_pending_data and full:
                    made.drop_pending_packages()
                elif made.has_pending_data:
                    # dlt would load what an earlier run has left, and ignore the source.
                    made.run()
                made.run(source, write_disposition="replace" if full else None)
    counts = made.last_trace.last_normalize_info.row_counts
    tables = [{"table": name, "rows": count} for name, count in sorted(counts.items()) if not name.startswith("_dlt")]
    if form is None and query is None:
        for one in tables:
            click.echo(f"{one['table']} {one['rows']:,}")
        click.echo(f"Loaded into {destination}, dataset {dataset}.")
    else:
        whole = {"destination": destination, "dataset": dataset, "pipeline": pipeline, "tables": tables}
        write_report(whole, tables, form, query)


def _imported() -> tuple[Any, Any]:
    from timeback.errors import ConfigurationError

    try:
        import dlt

        from timeback.dlt import timeback_source
    except ImportError as error:
        if error.name not in ("dlt", "pyarrow"):
            raise
        raise ConfigurationError(missing_package("timeback sync", error.name, "dlt")) from None
    return dlt, timeback_source


def _pipelines_folder() -> str | None:
    """The folder of dlt's state: in this folder, as the file of DuckDB is. None if the caller has set another one.

    With dlt's default, the folder of the user, a run elsewhere would load only what has changed into a new file.
    """
    if "DLT_DATA_DIR" in os.environ:
        return None
    folder = Path.cwd() / ".dlt" / "pipelines"
    with StorageErrors(folder, "create the folder for the state"):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return str(folder)


@contextmanager
def _dlt_settings() -> Iterator[None]:
    added = [name for name in _DLT_SETTINGS if name not in os.environ]
    os.environ.update({name: _DLT_SETTINGS[name] for name in added})
    try:
        yield
    finally:
        for name in added:
            os.environ.pop(name, None)


@contextmanager
def _dlt_errors() -> Iterator[None]:
    """Report errors of dlt by their cause, without the names of its classes.

    Raises:
        TimeBackError: a request failed.
        InvalidRequestError: the state belongs to another server.
        click.ClickException: dlt or the destination failed.
    """
    from dlt.common.exceptions import DltException

    from timeback.errors import InvalidRequestError, TimeBackError

    try:
        yield
    except DltException as error:
        logging.getLogger(__name__).debug("dlt failed", exc_info=True)
        causes: list[BaseException] = [error]
        while (cause := causes[-1].__cause__ or causes[-1].__context__) is not None:
            causes.append(cause)
        for one in causes:
            if isinstance(one, (TimeBackError, InvalidRequestError)):
                raise one from None
        last = next((one for one in reversed(causes) if isinstance(one, DltException)), error)
        raise click.ClickException(" ".join(str(last).split())) from None
