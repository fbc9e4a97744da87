"""``timeback courses``: write courses from files."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from timeback.cli.confirmation import confirm, confirm_by_name, server_name, yes_option
from timeback.cli.connection import connect, connection_options
from timeback.cli.output.formats import default_format
from timeback.cli.output.options import RecordOutput, record_options
from timeback.cli.output.query import Query
from timeback.cli.verbosity import note
from timeback_runtime.suggestions import did_you_mean

if TYPE_CHECKING:
    from timeback import TimeBackClient
    from timeback.cli.courses.file import CourseFile, Objects
    from timeback.cli.courses.plan import Change

_COLUMNS = ["action", "table", "sourcedId", "changes"]


@click.group()
def courses() -> None:
    """Write courses from files.

    \b
    timeback courses push course.toml --dry-run
    timeback courses push course.toml --environment staging
    """


@courses.command(short_help="Write a course from a TOML or YAML file.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
@click.option("--dry-run", is_flag=True, help="Print the plan, and write nothing.")
@click.option(
    "--overrides",
    metavar="NAME",
    help="Apply the overrides of environments.NAME. Default: the environment of the server, or else the profile.",
)
@yes_option
@record_options
@connection_options
def push(
    file: str,
    dry_run: bool,
    overrides: str | None,
    yes: bool,
    form: str | None,
    query: Query | None,
    **settings: Any,
) -> None:
    """Write a course from a TOML or YAML file: its components, resources and component resources.

    \b
    timeback courses push course.toml --dry-run
    timeback courses push course.toml --environment staging
    timeback courses push course.yaml --profile production --yes

    FILE has the tables courses, components, resources and component-resources, each with objects by id, and overrides
    as environments.NAME.courses and so on. The whole file is checked before a request is sent.

    The result is the plan: each object with the action create, update, unchanged or not-in-file, and the properties
    that differ. After confirmation, objects are created and updated. Nothing is deleted: what is only on the server
    is not-in-file. Properties that are not in the file stay as they are.
    """
    from timeback.cli.courses.file import read_course_file
    from timeback.cli.courses.plan import make_plan
    from timeback.cli.courses.plan import push as write

    with open(file, "rb") as opened:  # noqa: PTH123 - a path as the user wrote it
        course_file = read_course_file(opened, file)
    if overrides is not None and overrides not in course_file.overrides:
        hint = did_you_mean(overrides, course_file.overrides)
        raise click.UsageError(f"--overrides: {file} has no environments.{overrides}.{hint}")
    with connect(**settings) as client:
        server = server_name(client)
        environment = overrides or client.environment or settings.get("profile")
        _note_unknown_environments(course_file)
        objects = course_file.for_environment(environment)
        plan = make_plan(client, objects, file)
        form = form or default_format()
        # A table would leave out the list of changes.
        columns = _COLUMNS if form == "table" and query is None else None
        RecordOutput(form, query, columns).write_all(change.to_dict() for change in plan)
        sys.stdout.flush()
        applied = f", with the overrides of environments.{environment}" if environment in course_file.overrides else ""
        note(f"{_counts(plan)} on {server}{applied}")
        count = sum(change.data is not None for change in plan)
        if dry_run or not count:
            return
        if not yes:
            _confirm(client, count, server)
        failed = write(client, plan, objects)
        for change, error in failed:
            click.echo(f"{change.table}.{change.identity}: {error}", err=True)
        if failed:
            click.echo("The push stopped. Mend the file or the server, and repeat the command.", err=True)
            sys.exit(1)
        note(f"pushed {file}: {count} object{'s' * (count > 1)} written")
        _note_not_kept(client, plan, objects)


def _confirm(client: TimeBackClient, count: int, server: str) -> None:
    written = f"{count} object{'s' * (count > 1)}"
    if client.environment == "production":
        confirm_by_name(f"this writes {written} to production", "production")
    else:
        confirm(f"this writes {written} to {server}", f"Write {written} to {server}?")


def _counts(plan: list[Change]) -> str:
    actions = [change.action for change in plan]
    texts = {"create": "to create", "update": "to update", "unchanged": "unchanged", "not-in-file": "not in the file"}
    return ", ".join(f"{actions.count(action)} {text}" for action, text in texts.items())


def _note_unknown_environments(file: CourseFile) -> None:
    """Tell of overrides whose name is like that of an environment, but that nothing has."""
    from timeback.profiles import existing_names
    from timeback.settings.environments import ENVIRONMENTS

    unknown = [name for name in file.overrides if name not in ENVIRONMENTS]
    profiles = existing_names() if unknown else []
    for name in unknown:
        if name not in profiles and (hint := did_you_mean(name, [*ENVIRONMENTS, *profiles])):
            note(f"{file.name}: environments.{name} is no environment or profile.{hint}")


def _note_not_kept(client: TimeBackClient, plan: list[Change], objects: Objects) -> None:
    """Compare what was written with what the server stored, because a server may ignore a property."""
    from timeback.cli.courses.plan import compare

    written = {(change.table, change.identity) for change in plan if change.data is not None}
    sent: Objects = {
        table: {identity: data for identity, data in of_table.items() if (table, identity) in written}
        for table, of_table in objects.items()
    }
    for change in compare(client, sent):
        place = f"{change.table}.{change.identity}"
        if change.action == "create":
            note(f"{place}: the server does not have it under this id")
        elif change.properties:
            note(f"{place}: the server did not keep {', '.join(change.properties)}")
