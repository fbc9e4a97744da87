"""Run of a migration or a comparison with progress display, signal handling and output."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from timeback.cli.errors import FAILED, exit_with_error, option_labels, with_option_names
from timeback.cli.migration.bundle_errors import describe_bundle_error
from timeback.cli.migration.endpoints import open_endpoint
from timeback.cli.migration.options import parse_filters, parse_list, parse_time, read_pseudonym_key
from timeback.cli.migration.reports import print_comparison, print_report
from timeback.cli.verbosity import note, shows_progress

if TYPE_CHECKING:
    from timeback import TimeBackClient
    from timeback.cli.migration.progress import ShowProgress
    from timeback.cli.output.query import Query
    from timeback.migration import Progress, Report, UndoReport, VerificationResult
    from timeback.parquet import ParquetFolder

_OPTIONS: Final = {
    **{name: f"--{name.replace('_', '-')}" for name in ("root_org", "source_name", "delete_marked", "include_deleted")},
    "pseudonymize": "--pseudonymize",
    "entities": "--entities",
    "filters": "--filter",
    "orgs": "--org",
    "schools": "--school",
    "courses": "--course",
    "modified_since": "--since",
    "journal": "--journal",
    "target": "",
}
"""The options of arguments of a migration, for errors. The text about the target names it."""
_IN_TEXT: Final = {
    **{name: _OPTIONS[name] for name in ("root_org", "source_name", "delete_marked", "include_deleted")},
    "qti=True": "--qti",
    "to entities": "to --entities",
}


def run_migration(
    source: TimeBackClient | str,
    target: TimeBackClient | ParquetFolder | str,
    *,
    form: str | None,
    query: Query | None,
    report: str | None,
    with_names: bool,
    entities: str | None,
    filters: tuple[str, ...],
    since: str | None,
    orgs: tuple[str, ...],
    schools: tuple[str, ...],
    courses: tuple[str, ...],
    pseudonymize: bool,
    pseudonym_key_file: str | None,
    confirm: Callable[[], None] | None = None,
    **options: Any,
) -> None:
    """Run a migration with the options of a command; print its report, and exit with 0 or 1.

    Args:
        confirm: called when the arguments are checked, before anything is sent.
    """
    from timeback.migration import Migration

    key = read_pseudonym_key(pseudonymize, pseudonym_key_file)
    if key is not None and with_names:
        raise click.UsageError("--with-names shows names of the source; leave it out with --pseudonymize.")
    if with_names and report is None:
        raise click.UsageError("--with-names shows names in the HTML page; pass --report, too.")
    displays: list[ShowProgress | None] = []

    def show(progress: Progress) -> None:
        for display in displays:
            if display is not None:
                display(progress)

    with _option_names():
        migration = Migration(
            source,
            target,
            parse_list(entities),
            parse_filters(filters),
            parse_time(since),
            progress=show,
            orgs=orgs or None,
            schools=schools or None,
            courses=courses or None,
            pseudonymize=key,
            **options,
        )
    if confirm is not None:
        confirm()
    with (
        _progress("Moving {entity}") as display,
        _bundle_errors(),
        _interruptible(migration.how_to_resume),
        _option_names(),
    ):
        # Displayed from here on, because bars and a prompt do not go together.
        displays.append(display)
        result = migration.run()
    # Printed first, because the page may fail: the disk is full, or the folder was removed meanwhile.
    print_report(result, form, query)
    if report is not None:
        _write_report(result, report, source if with_names else None)
    sys.exit(0 if result else FAILED)


def _write_report(result: Report, path: str, source: TimeBackClient | str | None) -> None:
    """Write the HTML report; exit if that fails.

    Args:
        source: where the names of failed objects are; None to leave them out.
    """
    from timeback.errors import TimeBackError
    from timeback.migration import write_html

    names = None
    try:
        if source is not None:
            try:
                names = _names_of_failed(result, source)
            except TimeBackError as error:
                note(f"The report has no names, because the source could not be read: {error}")
        write_html(result, path, names)
    except (TimeBackError, OSError) as error:
        outcome = "The run itself is complete, see above." if result else "The run itself is over, see above."
        exit_with_error(f"the report was not written: {error}. {outcome}", FAILED)
    note(f"report: {path}")


def marked_objects(
    source: TimeBackClient | str, target: TimeBackClient | str, *, delete_marked: bool, **options: Any
) -> Callable[[], Mapping[str, int | None]] | None:
    """Return a function that counts the objects to delete, with the options of a command; None if there are none."""
    if not delete_marked:
        return None

    def count() -> Mapping[str, int | None]:
        from timeback.migration import Migration

        selected = {name: options[name] for name in ("root_org", "skip_invalid", "qti")}
        with _option_names(), _bundle_errors():
            return Migration(source, target, parse_list(options["entities"]), **selected).count_marked()

    return count


def run_comparison(
    source: str,
    target: str,
    *,
    form: str | None,
    query: Query | None,
    entities: str | None,
    pseudonymize: bool = False,
    pseudonym_key_file: str | None = None,
    **options: Any,
) -> None:
    """Compare source and target with the options of a command; print the differences, and exit with 0 or 1."""
    from timeback.migration import verify

    key = read_pseudonym_key(pseudonymize, pseudonym_key_file)
    with ExitStack() as stack:
        source_endpoint, target_endpoint = open_endpoint(stack, source), open_endpoint(stack, target)
        with _option_names(), _bundle_errors(), _progress("Comparing {entity}") as progress:
            result: VerificationResult = verify(
                source_endpoint,
                target_endpoint,
                parse_list(entities),
                progress=progress,
                pseudonymize=key,
                **options,
            )
    print_comparison(result, form, query)
    sys.exit(0 if result else FAILED)


def run_undo(journal: str, target: TimeBackClient, **options: Any) -> UndoReport:
    """Undo a migration with the options of a command, and return the report."""
    from timeback.migration import undo_migration

    hint = f"Run it again with the journal {Path(journal).name} to continue."
    with _progress("Deleting {entity}") as progress, _interruptible(hint):
        return undo_migration(journal, target, progress=progress, **options)


def _progress(title: str) -> AbstractContextManager[ShowProgress | None]:
    from timeback.cli.migration.progress import progress_display

    return progress_display(title) if shows_progress() else nullcontext()


@contextmanager
def _interruptible(how_to_resume: str) -> Iterator[None]:
    """Exit with a message about how to resume after Ctrl+C or a signal; the run has closed its journal by then."""
    try:
        yield
    except KeyboardInterrupt:
        exit_with_error(f"interrupted; {how_to_resume}", 128 + signal.SIGINT)
    except SystemExit as stopped:
        code = int(stopped.code or 0)
        exit_with_error(f"terminated ({_signal_name(code - 128)}); {how_to_resume}", code)


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return "exit"


@contextmanager
def _option_names() -> Iterator[None]:
    """Report an invalid argument under the name of its option."""
    from timeback.errors import ConfigurationError, StorageError

    try:
        with option_labels(_OPTIONS, _IN_TEXT):
            yield
    except StorageError:
        raise
    except ConfigurationError as error:
        text = str(error).replace("check environment= and api_url= of both clients", "check SOURCE and TARGET")
        raise with_option_names(ConfigurationError(text), "source_name", "pseudonymize") from None


@contextmanager
def _bundle_errors() -> Iterator[None]:
    """Report the errors of a bundle with their places, and exit."""
    from timeback.bundles import BundleError

    try:
        yield
    except BundleError as error:
        notes = "".join(f"\n{text}" for text in getattr(error, "__notes__", ()))
        notes = notes.replace("skip_invalid=True", "--skip-invalid")
        exit_with_error(f"{describe_bundle_error(error)}{notes}", FAILED)


def _names_of_failed(report: Report, source: TimeBackClient | str) -> dict[tuple[str, str], str]:
    """Fetch the titles and names of the failed objects from the source; none if it is a bundle."""
    from timeback.cli.collections import resolve_collection

    names: dict[tuple[str, str], str] = {}
    if isinstance(source, str):
        return names
    by_entity: dict[str, list[str]] = {}
    for entity, identity in report.failed:
        by_entity.setdefault(entity, []).append(identity)
    for entity, identities in by_entity.items():
        resource, _, _ = resolve_collection(source, entity)
        for item in resource.get_many(identities):
            data = item.to_dict()
            person = f"{data.get('givenName') or ''} {data.get('familyName') or ''}".strip()
            names[entity, str(data.get("sourcedId"))] = person or str(data.get("title") or data.get("name") or "")
    return names
