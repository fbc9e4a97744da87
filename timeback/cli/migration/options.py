"""Options that the commands for migrations share, and the parsing of their values."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar, cast

import click

from timeback.cli.output.options import report_options
from timeback.cli.request_options import run_request_options
from timeback.cli.streams import prompting

F = TypeVar("F", bound=Callable[..., Any])

PSEUDONYM_KEY = "TIMEBACK_PSEUDONYM_KEY"

ENDPOINTS_HELP = """SOURCE and TARGET are a profile, `staging` or `production` (with the settings of the environment),
or the path of a OneRoster CSV bundle: a folder, or a file that ends in .zip."""


def _combined(*options: Callable[[Any], Any]) -> Callable[[F], F]:
    def add(command: F) -> F:
        for option in reversed(options):
            command = option(command)
        return command

    return add


def migration_report_options(command: F) -> F:
    """Add ``--output``, ``--query`` and ``--json`` to a command. It gets ``form`` and ``query``."""

    @functools.wraps(command)
    def with_json(*arguments: Any, as_json: bool, form: str | None, **options: Any) -> Any:
        if as_json and form not in (None, "json"):
            raise click.UsageError("--json is the same as -o json; give one of them.")
        return command(*arguments, form="json" if as_json else form, **options)

    json_option = click.option("--json", "as_json", is_flag=True, help="The same as -o json.")
    return cast(F, report_options(json_option(with_json)))


entities_option = click.option("--entities", metavar="NAMES", help="Only these, such as orgs,users. Default: all.")
journal_option = click.option(
    "--journal",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="Record progress in this file, which is created. To continue an interrupted run, repeat the command.",
)
journal_to_read_option = click.option(
    "--journal",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="The journal of the migration. It has the ids on the target, and what was not moved. It is only read.",
)
qti_option = click.option("--qti", is_flag=True, help="Include QTI content: stimuli, items and tests.")
concurrency_option = click.option(
    "--concurrency",
    type=click.IntRange(1),
    metavar="NUMBER",
    default=64,
    help="Send at most so many requests at the same time. Default: 64. Fewer are sent while a server is busy.",
)
root_org_option = click.option(
    "--root-org",
    metavar="ID",
    help="The organisation of academic sessions and courses, if the source does not name it and has several roots.",
)
pseudonym_options = _combined(
    click.option(
        "--pseudonymize",
        is_flag=True,
        help="Replace names, ids and other personal data by inventions that follow from a secret key.",
    ),
    click.option(
        "--pseudonym-key-file",
        type=click.Path(exists=True, dir_okay=False),
        metavar="FILE",
        help=f"Read the key of --pseudonymize from this file. Default: the variable {PSEUDONYM_KEY}, or a prompt.",
    ),
)
conflict_option = click.option(
    "--on-conflict",
    type=click.Choice(("skip", "update", "fail")),
    default="skip",
    help="What to do with an object that exists on the target and differs there. Default: skip.",
)
source_name_option = click.option(
    "--source-name",
    metavar="NAME",
    help="Name of the source in the journal. Exports with the same name continue one journal. Default: the path.",
)
delete_marked_option = click.option(
    "--delete-marked",
    is_flag=True,
    help="Delete objects on the target that the source marks as deleted (tobedeleted).",
)
include_deleted_option = click.option(
    "--include-deleted", is_flag=True, help="Include objects that are marked as deleted."
)
skip_invalid_option = click.option(
    "--skip-invalid",
    is_flag=True,
    help="Move the rest of a bundle that has invalid rows. The rows are listed as failed, and the exit code is 1.",
)
yes_option = click.option(
    "--yes", "-y", is_flag=True, help="Do not ask before writing to production. Necessary where there is no terminal."
)
run_options = _combined(
    entities_option,
    click.option("--org", "orgs", multiple=True, metavar="ID", help="Only objects of this organisation; repeatable."),
    click.option("--school", "schools", multiple=True, metavar="ID", help="Only objects of this school; repeatable."),
    click.option("--course", "courses", multiple=True, metavar="ID", help="Only objects of this course; repeatable."),
    click.option(
        "--filter",
        "filters",
        multiple=True,
        metavar="ENTITY:FILTER",
        help="Only objects that match, such as \"users:role='student'\"; once for each entity.",
    ),
    click.option("--since", metavar="TIME", help="Only objects changed since then, such as 2025-09-01T00:00:00Z."),
    click.option(
        "--sample",
        type=click.IntRange(1),
        metavar="NUMBER",
        help="At most so many objects of each entity, for a trial.",
    ),
    include_deleted_option,
    qti_option,
    pseudonym_options,
    concurrency_option,
    click.option("--dry-run", is_flag=True, help="Show what would happen, and write nothing."),
    click.option(
        "--report", type=click.Path(dir_okay=False), metavar="FILE", help="Also write the report as an HTML page."
    ),
    click.option("--with-names", is_flag=True, help="Show names in the HTML page, not only ids."),
    migration_report_options,
    run_request_options,
)


def parse_list(text: str | None) -> list[str] | None:
    """Return the names of a comma-separated list; None without the option."""
    # An empty list is an error of the migration: a variable of a script that is not set must not select everything.
    return None if text is None else [name.strip() for name in text.split(",") if name.strip()]


def parse_filters(texts: Iterable[str]) -> dict[str, str] | None:
    """Return the filter of each entity in ``--filter`` options; None without any.

    Raises:
        click.UsageError: a value is not ENTITY:FILTER, or an entity has two.
    """
    found: dict[str, str] = {}
    for text in texts:
        entity, colon, condition = (part.strip() for part in text.partition(":"))
        if not colon or not entity or not condition:
            raise click.UsageError("--filter takes ENTITY:FILTER, such as \"users:role='student'\"")
        if entity in found:
            raise click.UsageError(f"--filter: {entity} has two filters; join them with AND or OR")
        found[entity] = condition
    return found or None


def parse_time(text: str | None) -> datetime | None:
    """Return the time of a ``--since`` option, in UTC if it has no time zone.

    Raises:
        click.UsageError: the value is not an ISO 8601 time.
    """
    if text is None:
        return None
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        raise click.UsageError("--since takes a time such as 2025-09-01T00:00:00Z") from None
    return time if time.tzinfo else time.replace(tzinfo=UTC)


def read_pseudonym_key(pseudonymize: bool, key_file: str | None) -> bytes | str | None:
    """Return the key of ``--pseudonymize`` from its file, the environment or a prompt; None without that option.

    Raises:
        click.UsageError: there is no key.
    """
    if key_file is not None:
        return Path(key_file).read_bytes()
    if not pseudonymize:
        return None
    if key := os.environ.get(PSEUDONYM_KEY):
        return key
    if not sys.stdin.isatty():
        raise click.UsageError(f"The key of --pseudonymize is missing: set {PSEUDONYM_KEY}, or pass a file.")
    with prompting():
        prompted: str = click.prompt(f"Key of the pseudonyms ({PSEUDONYM_KEY})", hide_input=True, err=True)
    return prompted
