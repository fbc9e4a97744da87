"""``timeback migrate``, ``verify``, ``diff``, ``export`` and ``import``."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from timeback._escaping.terminal import one_line
from timeback.cli.bundle_errors import errors_in, shown
from timeback.cli.completion import ends
from timeback.cli.errors import FAILED, USAGE, for_a_shell, leave
from timeback_runtime.suggestions import did_you_mean

if TYPE_CHECKING:
    from timeback import TimeBackClient
    from timeback.migration import LeftOutReference, Migration, Report, VerificationResult
    from timeback.parquet import ParquetFolder

F = TypeVar("F", bound=Callable[..., Any])

MOST_LINES = 20
PLACES = """SOURCE and TARGET are a profile, `staging` or `production` (with the settings of the environment), or the
path of a OneRoster CSV bundle: a folder, or a file that ends in .zip."""


def _shared(*options: Callable[[Any], Any]) -> Callable[[F], F]:
    def add(command: F) -> F:
        for option in reversed(options):
            command = option(command)
        return command

    return add


_json = click.option("--json", "as_json", is_flag=True, help="Say the outcome as JSON on standard output.")
_entities = click.option("--entities", help="Comma separated, such as orgs,users; all unless told.")
_journal = click.option(
    "--journal", type=click.Path(dir_okay=False), help="File that makes it safe to kill: run it again, and it goes on."
)
_qti = click.option("--qti", is_flag=True, help="QTI content too.")
_concurrency = click.option("--concurrency", type=click.IntRange(1), default=64, show_default=True)
_moving = _shared(
    _entities,
    click.option("--org", "orgs", multiple=True, help="Only what belongs to this organisation; can be repeated."),
    click.option("--school", "schools", multiple=True, help="Only what belongs to this school; can be repeated."),
    click.option("--course", "courses", multiple=True, help="Only what belongs to this course; can be repeated."),
    click.option("--filter", "filters", multiple=True, metavar="ENTITY:FILTER", help="users:role='student'"),
    click.option("--since", help="Only what changed at or after this time, such as 2025-09-01T00:00:00Z."),
    click.option("--sample", type=click.IntRange(1), help="Only so many objects of each entity."),
    click.option("--include-deleted", is_flag=True, help="Also what is marked as deleted."),
    _qti,
    _concurrency,
    click.option("--dry-run", is_flag=True, help="Write nothing, and say what would happen."),
    click.option("--report", type=click.Path(dir_okay=False), help="Write an HTML page that people understand."),
    click.option("--with-names", is_flag=True, help="Names in the report, too, not ids alone."),
    _json,
)
_root_org = click.option(
    "--root-org", metavar="ID", help="Organisation of a bundle's academic sessions, where the files do not say it."
)
_conflict = click.option(
    "--on-conflict",
    type=click.Choice(("skip", "update", "fail")),
    default="skip",
    show_default=True,
    help="What to do with objects that the target has and that differ there.",
)


@click.command(epilog=PLACES)
@click.argument("source", shell_complete=ends)
@click.argument("target", shell_complete=ends)
@_journal
@_conflict
@_root_org
@click.option("--yes", "-y", is_flag=True, help="Do not ask before a production server is written to.")
@_moving
def migrate(source: str, target: str, yes: bool, **options: Any) -> None:
    """Move a roster and its gradebook from SOURCE to TARGET.

    \b
    timeback migrate staging production --journal move.db --dry-run
    timeback migrate staging production --journal move.db --report move.html
    timeback migrate district.zip staging --entities orgs,users
    """
    _check_report(source=source, target=target, **options)
    with ExitStack() as stack:
        one, other = opened(stack, source), opened(stack, target)
        if not options["dry_run"]:
            confirm_production(other, yes)
        _move(one, other, **options)


@click.command(name="export", epilog=PLACES)
@click.argument("source", shell_complete=ends)
@click.argument("path", type=click.Path())
@click.option(
    "--format",
    "kind",
    type=click.Choice(("csv", "parquet")),
    default="csv",
    show_default=True,
    help="csv: a OneRoster bundle. parquet: a folder with a file for each entity, for tables and databases.",
)
@_moving
def export(source: str, path: str, kind: str, **options: Any) -> None:
    """Write a roster into files at PATH: a OneRoster CSV bundle, or Parquet files.

    \b
    timeback export staging district.zip
    timeback export staging roster --format parquet

    SOURCE is a profile, `staging` or `production` (with the settings of the environment), or the path of a OneRoster
    CSV bundle. PATH is a folder, or for csv also a file that ends in .zip. It appears whole when all is written.
    """
    if Path(path).exists():
        raise click.UsageError(f"{Path(path).name} is there already; name another place, or remove it.")
    if kind == "csv" and path.lower().endswith(".parquet"):
        raise click.UsageError("For Parquet files add --format parquet, and name a folder.")
    _check_report(source=source, target=str(Path(path).absolute()), **options)
    target = _parquet(path) if kind == "parquet" else path
    with ExitStack() as stack:
        _move(opened(stack, source), target, on_conflict="skip", journal=None, **options)


def _parquet(path: str) -> ParquetFolder:
    from timeback.errors import ConfigurationError
    from timeback.parquet import ParquetFolder

    try:
        return ParquetFolder(path)
    except ImportError as error:
        raise ConfigurationError(str(error)) from None


@click.command(name="import", epilog=PLACES)
@click.argument("bundle", type=click.Path(exists=True))
@click.argument("target", shell_complete=ends)
@_journal
@_conflict
@_root_org
@click.option("--yes", "-y", is_flag=True, help="Do not ask before a production server is written to.")
@_moving
def import_(bundle: str, target: str, yes: bool, **options: Any) -> None:
    """Load a OneRoster CSV bundle.

    \b
    timeback import district.zip staging --journal load.db

    The whole bundle is checked first; where something is wrong with it, nothing is sent.
    """
    _check_report(source=bundle, target=target, **options)
    problems = errors_in(bundle)
    if problems:
        leave(f"{shown(problems)}\nNothing was sent: mend the bundle, or have it exported anew.", FAILED)
    with ExitStack() as stack:
        other = opened(stack, target)
        if not options["dry_run"]:
            confirm_production(other, yes)
        _move(bundle, other, **options)


@click.command(epilog=PLACES)
@click.argument("source", shell_complete=ends)
@click.argument("target", shell_complete=ends)
@_journal
@_entities
@_qti
@_concurrency
@_root_org
@click.option("--strict", is_flag=True, help="Count what only the target has, too.")
@_json
def verify(source: str, target: str, journal: str | None, **options: Any) -> None:
    """Compare two places after a migration, property by property.

    \b
    timeback verify staging production --journal move.db
    """
    _compare(source, target, journal=journal, **options)


@click.command(epilog=PLACES)
@click.argument("source", shell_complete=ends)
@click.argument("target", shell_complete=ends)
@_entities
@_qti
@_concurrency
@_root_org
@_json
def diff(source: str, target: str, **options: Any) -> None:
    """Say in what two servers, or a server and a bundle, differ: ids and properties, never values.

    \b
    timeback diff staging district.zip
    """
    _compare(source, target, strict=True, **options)


def opened(stack: ExitStack, place: str) -> TimeBackClient | str:
    """The client of a profile or environment, or the path of a bundle."""
    from timeback import TimeBackClient
    from timeback.errors import ConfigurationError
    from timeback.profiles import config_file, names
    from timeback.settings.environments import ENVIRONMENTS

    if _is_path(place):
        return place
    profiles = names() if config_file().exists() else []
    try:
        if place in profiles:
            return stack.enter_context(TimeBackClient.from_profile(place))
        if place in ENVIRONMENTS:
            return stack.enter_context(TimeBackClient(environment=place))
    except ConfigurationError as error:
        raise for_a_shell(error) from None
    hint = did_you_mean(place, [*profiles, *ENVIRONMENTS]) or f" Profiles are read from {config_file()}."
    raise click.UsageError(f"{place!r} is no environment, no profile and no bundle.{hint}")


def _is_path(place: str) -> bool:
    return os.sep in place or "/" in place or place.endswith(".zip") or Path(place).exists()


def confirm_production(target: TimeBackClient | str, yes: bool) -> None:
    """Ask before a production server is written to."""
    if yes or isinstance(target, str) or target.environment != "production":
        return
    if not sys.stdin.isatty():
        leave("the target is production: give --yes to write to it", USAGE)
    typed = click.prompt("This writes to production. Type 'production' to go on", err=True)
    if typed != "production":
        leave("not confirmed; nothing was sent", USAGE)


def _check_report(*, source: str, target: str, report: str | None, journal: str | None = None, **options: Any) -> None:
    """Refuse, before anything is sent, a report that would replace another file."""
    if report is None:
        return
    from timeback.errors import InvalidRequestError
    from timeback.migration.reporting.report_file import check_report_path, journal_files
    from timeback.profiles import config_file

    others: dict[str, str | Path] = {"the file of profiles": config_file()}
    others |= {what: place for what, place in (("the source", source), ("the target", target)) if _is_path(place)}
    if journal is not None:
        others |= journal_files(journal)
    try:
        check_report_path(report, others)
    except InvalidRequestError as error:
        raise click.UsageError(f"--report: {error}") from None


def _move(
    source: TimeBackClient | str,
    target: TimeBackClient | ParquetFolder | str,
    *,
    as_json: bool,
    report: str | None,
    with_names: bool,
    entities: str | None,
    filters: tuple[str, ...],
    since: str | None,
    orgs: tuple[str, ...],
    schools: tuple[str, ...],
    courses: tuple[str, ...],
    **options: Any,
) -> None:
    from timeback.cli.progress import showing
    from timeback.migration import Migration

    with _quiet() if as_json else showing("Moving {entity}") as progress:
        with _named_as_options():
            migration = Migration(
                source,
                target,
                _listed(entities),
                dict(map(_filter, filters)) or None,
                _moment(since),
                progress=progress,
                orgs=orgs or None,
                schools=schools or None,
                courses=courses or None,
                **options,
            )
        with _interruptible(migration), _named_as_options():
            outcome = migration.run()
    if report is not None:
        from timeback.migration import write_html

        write_html(outcome, report, _names(outcome, source) if with_names else None)
        click.echo(f"report: {report}", err=True)
    _say(outcome, as_json)
    sys.exit(0 if outcome else FAILED)


@contextmanager
def _interruptible(migration: Migration) -> Iterator[None]:
    """Say how to go on when Ctrl+C or another signal ends a run; it ends in order, with its journal intact."""
    try:
        yield
    except KeyboardInterrupt:
        leave(f"interrupted; {migration.how_to_resume}", 128 + signal.SIGINT)
    except SystemExit as ended:
        leave(f"ended from outside; {migration.how_to_resume}", int(ended.code or 0))


@contextmanager
def _named_as_options() -> Iterator[None]:
    """Say what is wrong with an argument of the library by the name of its option."""
    from timeback.errors import InvalidRequestError

    try:
        yield
    except InvalidRequestError as error:
        text = str(error)
        if not text.startswith("root_org:"):
            raise
        raise click.UsageError(f"--root-org{text.removeprefix('root_org')}") from None


def _names(report: Report, source: TimeBackClient | str) -> dict[tuple[str, str], str]:
    """Titles and names of what failed, looked up on the source."""
    from timeback.cli.collections import place

    found: dict[tuple[str, str], str] = {}
    if isinstance(source, str):
        return found
    by_entity: dict[str, list[str]] = {}
    for entity, identity in report.failed:
        by_entity.setdefault(entity, []).append(identity)
    for entity, identities in by_entity.items():
        resource, _, _ = place(source, entity)
        for item in resource.get_many(identities):
            data = item.to_dict()
            person = f"{data.get('givenName') or ''} {data.get('familyName') or ''}".strip()
            found[entity, str(data.get("sourcedId"))] = person or str(data.get("title") or data.get("name") or "")
    return found


def _say(report: Report, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(summary(report), ensure_ascii=False))
        return
    click.echo(str(report))
    for entity, identity in report.failed[:MOST_LINES]:
        click.echo(one_line(f"  {entity} {identity}: {report.reasons.get((entity, identity), 'failed')}"), err=True)
    if len(report.failed) > MOST_LINES:
        click.echo(f"  ... and {len(report.failed) - MOST_LINES} more; --json and --report list all", err=True)
    _say_left_out(report.left_out, "left out")
    for entity, count in report.not_carried.items():
        click.echo(f"  {count:,} {entity} have no place on the target", err=True)
    lines = list(report.written.lines()) if report.written is not None else []
    for line in lines[:MOST_LINES]:
        click.echo(one_line(f"  {line}"), err=True)
    if len(lines) > MOST_LINES:
        click.echo(f"  ... and {len(lines) - MOST_LINES} more of the kind; --json lists all", err=True)
    for host, count in report.hosts.items():
        click.echo(one_line(f"  {count:,} links to {host} were left as they are"), err=True)


def _say_left_out(references: Sequence[LeftOutReference], what: str) -> None:
    for one in references[:MOST_LINES]:
        click.echo(one_line(f"  {what}: {one}"), err=True)
    if len(references) > MOST_LINES:
        click.echo(f"  {what}: {len(references) - MOST_LINES:,} more references; --json lists all", err=True)


def _listed_left_out(references: Sequence[LeftOutReference]) -> list[dict[str, str]]:
    return [
        {
            "entity": one.entity,
            "sourcedId": one.sourced_id,
            "path": one.path,
            "collection": one.collection,
            "referencedId": one.referenced_id,
            "reason": one.reason,
        }
        for one in references
    ]


def summary(report: Report) -> dict[str, Any]:
    """The outcome for machines."""
    import attrs

    return {
        "dry_run": report.dry_run,
        "total": report.total,
        "successful": report.successful,
        "failed": [
            {"entity": entity, "sourcedId": identity, "reason": report.reasons.get((entity, identity))}
            for entity, identity in report.failed
        ],
        "by_entity": {entity: attrs.asdict(tally) for entity, tally in report.by_entity.items()},
        "left_out": _listed_left_out(report.left_out),
        "not_carried": report.not_carried,
        "hosts": dict(report.hosts),
        "written": None if report.written is None else report.written.to_dict(),
        "seconds": round(report.seconds, 3),
        "journal": str(report.journal) if report.journal else None,
    }


def _compare(source: str, target: str, *, as_json: bool, entities: str | None, **options: Any) -> None:
    from timeback.cli.progress import showing
    from timeback.migration import verify

    with ExitStack() as stack:
        one, other = opened(stack, source), opened(stack, target)
        with _named_as_options(), _quiet() if as_json else showing("Comparing {entity}") as progress:
            result: VerificationResult = verify(one, other, _listed(entities), progress=progress, **options)
    if as_json:
        found = [{"entity": d.entity, "sourcedId": d.sourced_id, "path": d.path, "kind": d.kind} for d in result]
        told = {"checked": result.checked, "differences": found, "left_out": _listed_left_out(result.left_out)}
        click.echo(json.dumps(told, ensure_ascii=False))
    else:
        for difference in result:
            click.echo(one_line(str(difference)))
        _say_left_out(result.left_out, "not on the target")
        click.echo(f"{result.checked:,} objects compared, {len(result):,} differences", err=True)
    sys.exit(0 if result else FAILED)


def _quiet() -> AbstractContextManager[None]:
    return nullcontext()


def _listed(names: str | None) -> list[str] | None:
    return [name.strip() for name in names.split(",") if name.strip()] if names else None


def _filter(text: str) -> tuple[str, str]:
    entity, colon, condition = text.partition(":")
    if not colon or not condition:
        raise click.UsageError("--filter takes ENTITY:FILTER, such as users:role='student'")
    return entity, condition


def _moment(text: str | None) -> Any:
    if text is None:
        return None
    from datetime import UTC, datetime

    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        raise click.UsageError("--since takes a time such as 2025-09-01T00:00:00Z") from None
    return when if when.tzinfo else when.replace(tzinfo=UTC)
