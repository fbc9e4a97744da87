"""Migration of a whole roster: the public class, which checks its arguments and opens the endpoints."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from datetime import datetime
from typing import TYPE_CHECKING, Any, get_args

import attrs

from timeback._spec import entities as catalog
from timeback.migration.endpoints.identity import check_source_name
from timeback.migration.endpoints.invalid_rows import is_place
from timeback.migration.endpoints.opening import identify, identify_pair, open_source, open_target
from timeback.migration.endpoints.target_path import check_target_path
from timeback.migration.execution.attempts import recording
from timeback.migration.execution.concurrency import DEFAULT_CONCURRENCY, AdaptiveConcurrency, check_concurrency
from timeback.migration.execution.context import MigrationContext, MigrationOptions, OnConflict
from timeback.migration.execution.deletion import count_marked
from timeback.migration.execution.event_loop import guard_callback, run_blocking, unwraps_interrupts
from timeback.migration.execution.progress import resume_hint
from timeback.migration.execution.run_description import describe_run
from timeback.migration.execution.runner import MigrationRunner
from timeback.migration.execution.selected_ids import check_selected_ids
from timeback.migration.execution.selection import Selection, build_selection
from timeback.migration.execution.url_rewriting import URLRewriter
from timeback.migration.journal.journal import Journal
from timeback.migration.pseudonyms.inventions import Inventions
from timeback.migration.pseudonyms.source import name_with_key, pseudonymous, with_pseudonymous_ids, with_pseudonyms
from timeback.migration.reporting.report import Progress, Report, UndoReport
from timeback.migration.reporting.run_details import RunDetails
from timeback.migration.undo.restoring import restoring
from timeback.migration.undo.runner import UndoOptions
from timeback.migration.undo.undo_migration import undo
from timeback.parquet import ParquetFolder
from timeback_runtime.arguments import whole_number
from timeback_runtime.errors import InvalidRequestError
from timeback_runtime.frames import clears_locals

if TYPE_CHECKING:
    from timeback.migration.endpoints.opening import EndpointLike


class Migration:
    """A migration from a source to a target. Each is a server, given by its client, or a CSV bundle, given by its path.

    >>> report = Migration(staging, production, journal="move.db").run()
    >>> total, successful, failed = report

    Objects keep their ids if the target allows it. If the target assigns other ids, references are updated. Objects
    that are equal on the target are not sent, so a second run changes nothing.
    """

    @clears_locals
    def __init__(
        self,
        source: EndpointLike,
        target: EndpointLike,
        entities: Iterable[str] | None = None,
        filters: Mapping[str, Any] | None = None,
        modified_since: datetime | None = None,
        on_conflict: OnConflict = "skip",
        concurrency: int = DEFAULT_CONCURRENCY,
        journal: str | os.PathLike[str] | None = None,
        dry_run: bool = False,
        progress: Callable[[Progress], object] | None = None,
        *,
        orgs: Sequence[str] | None = None,
        schools: Sequence[str] | None = None,
        courses: Sequence[str] | None = None,
        sample: int | None = None,
        qti: bool = False,
        with_dependencies: bool = True,
        include_deleted: bool = False,
        resend_unknown: bool = False,
        root_org: str | None = None,
        source_name: str | None = None,
        skip_invalid: bool = False,
        delete_marked: bool = False,
        pseudonymize: str | bytes | None = None,
        ranges: int = 1,
    ) -> None:
        """No request is sent before ``run()``.

        Args:
            source: the endpoint to read from.
            target: the endpoint to write to; a :class:`~timeback.parquet.ParquetFolder` for Parquet files. Clients may
                be sync or async. The migration opens its own connections with their settings, and does not use or
                close the clients.
            entities: wire names such as ``["orgs", "users"]``. Default: all.
            filters: a filter for each entity: ``{"users": F.role == "student"}``.
            modified_since: only objects that were changed at or after this time.
            on_conflict: what to do with an object that differs on the target: ``skip`` it, ``update`` it (replace the
                object on the target), or count it as failed (``fail``).
            concurrency: the maximum number of simultaneous requests. It starts with 4, grows while the servers
                respond, and is halved when one of them answers 429 or 503.
            journal: the path of a file that makes the migration resumable: after an interruption, run it again with
                the same file. The file also stores the ids that the target assigned. Without a journal, a run can be
                repeated only if the target keeps ids. Files are written completely or not at all, so a migration to
                files ignores the journal.
            dry_run: send no writing request, and report what would happen.
            progress: called with a :class:`Progress` after each object, from the migration's thread.
            orgs, schools: only objects that belong to these organisations and those below them.
            courses: only objects that belong to these courses.
            sample: at most this number of objects of each entity, for a trial run.
            qti: migrate QTI content, too: stimuli, items and tests.
            with_dependencies: also migrate objects that the selected ones refer to and that the target lacks.
            include_deleted: also migrate objects that are marked as deleted.
            resend_unknown: create objects again that an earlier run reported as unknown, unless they are found now.
                Use it after you have checked that they are not on the target.
            root_org: the sourcedId of the organisation of academic sessions (and courses) for which the source names
                none, as in CSV bundles and in OneRoster 1.2. It is required if a session needs it and the source has no
                single root organisation.
            source_name: the name of the source in the journal. Exports of one system that are given the same name
                continue the same journal, whatever their files are called. Default: the path of the bundle, or the
                server. To continue a journal that was begun without a name, give the name that the error shows.
            skip_invalid: migrate the other rows of a bundle that has invalid ones. An object with an invalid row is not
                sent, and is in ``report.failed``; its reason has file, line and column. A row whose object is not known
                is listed under its place, such as ``users.csv:7``. Without it, a bundle with errors is rejected before
                anything is sent.
            pseudonymize: a secret key of at least 16 bytes, such as ``secrets.token_hex(32)``; white space at its ends
                does not count. Names, ids, e-mail addresses, phone numbers, birth dates, user names and free text are
                replaced by inventions that follow from the key, so that the target has no personal data. The same key
                always gives the same inventions.
                ``orgs``, ``schools``, ``courses`` and ``filters`` select by the real values.
            delete_marked: delete objects on the target that the source marks as deleted (``status`` is
                ``tobedeleted``), at the end of the run and in the reverse order of their references. Without it they
                are skipped. Objects that the source does not list are never deleted.
            ranges: how many ranges of ids of a collection are read from a source server at once, which shortens an
                export of a large roster over a slow network. With more than one, objects come in no particular order.

        Raises:
            InvalidRequestError: an argument is invalid, a filter names a property that the entity lacks, or files
                cannot be written at the path of the target.
            ConfigurationError: source and target are the same server.
        """
        check_on_conflict(on_conflict)
        selected = catalog.selected_entities(entities, qti=qti)
        known = catalog.roster() | catalog.content()
        self._selection = build_selection(
            selected,
            filters=filters,
            orgs=orgs,
            schools=schools,
            courses=courses,
            modified_since=modified_since,
            sample=sample,
        )
        if filters and isinstance(source, (str, os.PathLike)):
            raise InvalidRequestError("filters: a bundle does not support filters; select with entities or orgs")
        check_root_org(root_org)
        self._source, self._target = source, target
        self._root_org = root_org
        self._source_name = check_source_name(source_name)
        self._skip_invalid = skip_invalid
        self._inventions = None if pseudonymize is None else Inventions(pseudonymize)
        if delete_marked and include_deleted:
            raise InvalidRequestError(
                "delete_marked: objects that are marked as deleted cannot be deleted and migrated; leave out "
                "delete_marked or include_deleted"
            )
        if delete_marked and isinstance(target, (str, os.PathLike, ParquetFolder)):
            raise InvalidRequestError("delete_marked: files that are written have no objects to delete; leave it out")
        self._known = known
        self._transferable = frozenset(known if with_dependencies else selected)
        self._options = MigrationOptions(
            dry_run=dry_run,
            on_conflict=on_conflict,
            include_deleted=include_deleted,
            resend_unknown=resend_unknown,
            delete_marked=delete_marked,
            progress=progress,
        )
        self._concurrency = check_concurrency(concurrency)
        self._ranges = whole_number("ranges", ranges, 1)
        self._journal = journal
        self._with_dependencies = with_dependencies
        identify_pair(source, target)
        if isinstance(target, (str, os.PathLike)) and not isinstance(target, ParquetFolder):
            check_target_path(target)

    @property
    def how_to_resume(self) -> str:
        """How to resume the run after an interruption, as text for users."""
        return resume_hint(self._journal, writes_files=isinstance(self._target, (str, os.PathLike)))

    @clears_locals
    def run(self) -> Report:
        """Run the migration. It also works inside a running event loop, as in a notebook.

        Raises:
            ConfigurationError: the journal belongs to another migration, or is in use by another process.
            BundleError: a bundle has errors: the text lists the first ones with file, line and column, and their
                number. Nothing was sent.
            InvalidRequestError: the source lacks an organisation or a course that ``orgs``, ``schools`` or ``courses``
                name; it does not define the organisation of its academic sessions, and ``root_org`` is missing, or
                there is no organisation with this id. Nothing was sent.
            StorageError: the journal or the files cannot be written, or the journal is damaged. Objects that were
                reported as done are in the journal: free disk space, and run the migration again.
            AuthenticationError: a server rejects the client's credentials.
            APIConnectionError: a server is unreachable. Objects that were transferred before stay on the target.
            APIError: a server serves none of the collections.
            KeyboardInterrupt, SystemExit: the process was interrupted. The journal is complete; see ``how_to_resume``.
        """
        return run_blocking(self.run_async)

    @clears_locals
    async def run_async(self) -> Report:
        """The async variant of ``run()``. It runs in the caller's event loop, and can be cancelled with its task."""
        details = self._describe()
        report = await migrate(
            self._source,
            self._target,
            self._selection,
            self._options,
            known=self._known,
            transferable=self._transferable,
            concurrency=self._concurrency,
            journal=self._journal,
            root_org=self._root_org,
            source_name=self._source_name,
            skip_invalid=self._skip_invalid,
            inventions=self._inventions,
            ranges=self._ranges,
        )
        report.details = details
        return report

    def _describe(self) -> RunDetails:
        selection, root_org = self._selection, self._root_org
        if self._inventions is not None:
            # The report names objects by the ids that they have on the target.
            selection = with_pseudonyms(selection, self._inventions)
            root_org = None if root_org is None else self._inventions.id(root_org)
        return describe_run(
            self._source,
            self._target,
            selection,
            self._options,
            more={
                "objects that the chosen ones refer to": None if self._with_dependencies else "not migrated",
                "root organisation": root_org,
                "name of the source": self._source_name,
                "invalid rows": "skipped" if self._skip_invalid else None,
                "personal data": None if self._inventions is None else "replaced by pseudonyms",
            },
        )

    @clears_locals
    def undo(self, *, delete_changed: bool = False) -> UndoReport:
        """Delete on the target what the runs of this migration created there, and nothing else.

        It needs the journal. With ``dry_run=True`` of the migration, nothing is deleted. See :func:`undo_migration`,
        which needs no source and takes the journal of any.

        Args:
            delete_changed: also delete objects that were changed on the target after the migration wrote them.

        Raises:
            InvalidRequestError: the migration has no journal, or its target is not a server.
            ConfigurationError: the journal belongs to another migration, or is in use by another process.
            StorageError: the journal is damaged, or cannot be written.
            AuthenticationError: the server rejects the client's credentials.
            APIConnectionError: the server is unreachable. What was deleted before is in the journal.
        """
        return run_blocking(lambda: self.undo_async(delete_changed=delete_changed))

    @clears_locals
    async def undo_async(self, *, delete_changed: bool = False) -> UndoReport:
        """The async variant of ``undo()``."""
        return await undo(
            self._journal,
            self._target,
            UndoOptions(dry_run=self._options.dry_run, delete_changed=delete_changed, progress=self._options.progress),
            concurrency=self._concurrency,
            source=name_with_key(self._source_name or identify(self._source).name, self._inventions),
        )

    @clears_locals
    def count_marked(self) -> dict[str, int | None]:
        """How many objects of the source are marked as deleted, by entity. Nothing is written.

        ``delete_marked`` deletes at most these. ``orgs``, ``filters`` and the other arguments that select objects are
        not applied. A count is None if the server does not tell it. Raises the same errors as ``run()``.
        """
        return run_blocking(self._count_marked)

    async def _count_marked(self) -> dict[str, int | None]:
        counts: dict[str, int | None] = {}
        async with open_source(self._source, root_org=self._root_org) as source:
            if isinstance(self._source, (str, os.PathLike)):
                source.check(skip_invalid=self._skip_invalid, warn=False)
                source.on_invalid_row = lambda *_: None
            for name, entity in catalog.roster().items():
                collection = source.collection(entity) if name in self._selection.entities else None
                if collection is not None and (count := await count_marked(collection)) != 0:
                    counts[name] = count
        return counts


def check_on_conflict(on_conflict: object) -> None:
    """Validate the argument ``on_conflict``.

    Raises:
        InvalidRequestError: it is not one of the allowed values.
    """
    if on_conflict not in get_args(OnConflict):
        raise InvalidRequestError("on_conflict: expected 'skip', 'update' or 'fail'")


def check_root_org(root_org: object) -> None:
    """Validate the argument ``root_org``.

    Raises:
        InvalidRequestError: it is not the id of an organisation.
    """
    if root_org is not None and not (isinstance(root_org, str) and root_org.strip()):
        raise InvalidRequestError("root_org: expected the sourcedId of an organisation")


@unwraps_interrupts
async def migrate(
    source: EndpointLike,
    target: EndpointLike,
    selection: Selection,
    options: MigrationOptions,
    *,
    known: Mapping[str, catalog.Entity],
    transferable: frozenset[str],
    concurrency: int,
    journal: str | os.PathLike[str] | None,
    inspect: Callable[[Journal], object] | None = None,
    root_org: str | None = None,
    source_name: str | None = None,
    skip_invalid: bool = False,
    inventions: Inventions | None = None,
    ranges: int = 1,
) -> Report:
    """Open both endpoints and the journal, and run a migration.

    Args:
        known: all entities that may be transferred, in the order of their references.
        transferable: the collections whose objects are transferred as dependencies.
        inspect: called with the journal at the end of the run.
        inventions: replaces the personal data of the source.
        ranges: how many ranges of ids of a collection of the source are read at once.
    """
    options = attrs.evolve(options, progress=guard_callback(options.progress))
    limiter = AdaptiveConcurrency(concurrency)
    source_identity, target_identity = identify_pair(source, target)
    if isinstance(target, (str, os.PathLike)):
        # Files exist only once they are complete, so the next run cannot use what this one did.
        journal = None
    fully_selected = frozenset(name for name in known if selection.is_whole(name))
    with (
        ExitStack() as stack,
        Journal(
            journal,
            source=name_with_key(source_name or source_identity.name, inventions),
            target=target_identity.name,
            use_copy=options.dry_run,
        ) as opened_journal,
    ):
        opened_journal.add_secret(source_identity.secret)
        if not options.dry_run:
            for name in known:
                opened_journal.set_metadata(f"whole {name}", "yes" if name in fully_selected else "no")
            opened_journal.set_metadata("include deleted", "yes" if options.include_deleted else "no")
            opened_journal.set_metadata("delete marked", "yes" if options.delete_marked else "no")
        async with (
            open_source(
                source, limiter.observe, root_org=root_org, verbatim=isinstance(target, ParquetFolder), ranges=ranges
            ) as opened_source,
            open_target(target, recording(limiter.observe), dry_run=options.dry_run) as opened_target,
        ):
            if isinstance(source, (str, os.PathLike)):
                opened_source.check(skip_invalid=skip_invalid, warn=inventions is None)
            await check_selected_ids(opened_source, selection)
            if inventions is not None:
                selection = with_pseudonyms(selection, inventions)
            url_rewriter = URLRewriter(opened_source.identity, opened_target.identity)
            context = MigrationContext(
                stack.enter_context(pseudonymous(opened_source, inventions)),
                restoring(opened_target, opened_journal.creations),
                opened_journal,
                known,
                transferable,
                fully_selected,
                options,
                url_rewriter,
            )
            if isinstance(source, (str, os.PathLike)):
                # A corrected bundle may have other rows at these places.
                context.forget_failures(is_place)
                opened_source.on_unapplied_row = with_pseudonymous_ids(context.record_failure, inventions)
                if skip_invalid:
                    opened_source.on_invalid_row = opened_source.on_unapplied_row
            report = await MigrationRunner(context, selection, limiter).run()
            if inspect is not None:
                inspect(opened_journal)
            return report
