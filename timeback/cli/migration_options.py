"""Options that the commands for migrations share, and the parsing of their values."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

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


json_option = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON on standard output.")
entities_option = click.option("--entities", help="Comma-separated, such as orgs,users. Default: all.")
journal_option = click.option(
    "--journal", type=click.Path(dir_okay=False), help="File that records progress; an interrupted run resumes from it."
)
qti_option = click.option("--qti", is_flag=True, help="Include QTI content.")
concurrency_option = click.option("--concurrency", type=click.IntRange(1), default=64, show_default=True)
root_org_option = click.option(
    "--root-org",
    metavar="ID",
    help="Organisation of academic sessions, if the source does not name it and has several roots.",
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
        help=f"File with the key of --pseudonymize. Default: {PSEUDONYM_KEY}, or a prompt.",
    ),
)
conflict_option = click.option(
    "--on-conflict",
    type=click.Choice(("skip", "update", "fail")),
    default="skip",
    show_default=True,
    help="What to do with objects that exist on the target and differ there.",
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
skip_invalid_option = click.option(
    "--skip-invalid",
    is_flag=True,
    help="Move the rest of a bundle that has invalid rows. The rows are listed as failed, and the exit code is 1.",
)
yes_option = click.option("--yes", "-y", is_flag=True, help="Do not ask before writing to production.")
run_options = _combined(
    entities_option,
    click.option("--org", "orgs", multiple=True, help="Only objects of this organisation; repeatable."),
    click.option("--school", "schools", multiple=True, help="Only objects of this school; repeatable."),
    click.option("--course", "courses", multiple=True, help="Only objects of this course; repeatable."),
    click.option(
        "--filter",
        "filters",
        multiple=True,
        metavar="ENTITY:FILTER",
        help="Such as \"users:role='student'\"; repeatable.",
    ),
    click.option("--since", help="Only objects changed at or after this time, such as 2025-09-01T00:00:00Z."),
    click.option("--sample", type=click.IntRange(1), help="At most this many objects of each entity."),
    click.option("--include-deleted", is_flag=True, help="Include objects marked as deleted."),
    qti_option,
    pseudonym_options,
    concurrency_option,
    click.option("--dry-run", is_flag=True, help="Show what would happen, and write nothing."),
    click.option("--report", type=click.Path(dir_okay=False), help="Write a report as an HTML page."),
    click.option("--with-names", is_flag=True, help="Show names in the report, not only ids."),
    json_option,
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
