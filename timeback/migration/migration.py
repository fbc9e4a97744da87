"""Moving a whole roster: what callers import."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, get_args

import attrs

from timeback._spec import entities as catalog
from timeback.migration.endpoints.base import places, reading, writing
from timeback.migration.execution.concurrency import DEFAULT_CONCURRENCY, Pace, checked_concurrency
from timeback.migration.execution.context import Context, OnConflict, Options
from timeback.migration.execution.event_loop import delivers_interrupts, heard, run
from timeback.migration.execution.runner import Engine, how_to_resume
from timeback.migration.execution.selection import Selection, selection
from timeback.migration.execution.url_rewriting import Addresses
from timeback.migration.journal.journal import Journal
from timeback.migration.reporting.report import Progress, Report
from timeback_runtime.errors import InvalidRequestError
from timeback_runtime.frames import clears_locals

if TYPE_CHECKING:
    from timeback.migration.endpoints.base import AnyEnd


class Migration:
    """One migration between two places: servers through their clients, or CSV bundles by their paths.

    >>> report = Migration(staging, production, journal="move.db").run()
    >>> total, successful, failed = report

    Objects keep their ids where the target lets them; where it gives others, references follow. What the target has
    and is equal is left alone, so a second run changes nothing.
    """

    @clears_locals
    def __init__(
        self,
        source: AnyEnd,
        target: AnyEnd,
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
    ) -> None:
        """Nothing is sent before ``run()``.

        Args:
            source: reads from here.
            target: writes to here; a :class:`~timeback.parquet.ParquetFolder` stands for Parquet files. Clients may be
                sync or async; connections of their own are opened with their settings, and the clients stay as they
                are.
            entities: wire names such as ``["orgs", "users"]``; all unless told.
            filters: by entity, which of its objects: ``{"users": F.role == "student"}``.
            modified_since: only what was changed at or after this time.
            on_conflict: what to do where the target has an object that differs: ``skip`` it, ``update`` it (replacing
                what the target has), or count it as failed (``fail``).
            concurrency: the most calls at once. It starts with 4, grows while the servers cope, and halves where one
                of them answers 429 or 503.
            journal: a file that makes the migration safe to kill: run it again with the same file, and it goes on. It
                also holds the ids that the target gave. Without one the run leaves nothing behind, and can be repeated
                only where the target keeps the ids that it is given. Files are written whole or not at all, and need
                none.
            dry_run: send no writing request, and say in the report what would happen.
            progress: called with a :class:`Progress` after each object, from the migration's thread.
            orgs, schools: only what belongs to these organisations and those below them.
            courses: only what belongs to these courses.
            sample: only so many objects of each entity, to see how it goes.
            qti: move QTI content, too: stimuli, items and tests.
            with_dependencies: also move what the selected objects refer to and the target lacks.
            include_deleted: also move what is marked as deleted.
            resend_unknown: create again what an earlier run reported as unknown, unless it is found now. For somebody
                who has looked for it on the target and knows that it is not there.
            root_org: sourcedId of the organisation that academic sessions of a bundle belong to, where neither a
                column nor a single root organisation in ``orgs.csv`` says it.

        Raises:
            InvalidRequestError: an argument makes no sense.
            ConfigurationError: source and target are the same server.
        """
        if on_conflict not in get_args(OnConflict):
            raise InvalidRequestError("on_conflict is none of 'skip', 'update' and 'fail'.")
        chosen = catalog.chosen(entities, qti=qti)
        known = catalog.roster() | catalog.content()
        self._selection = selection(
            chosen,
            filters=filters,
            orgs=orgs,
            schools=schools,
            courses=courses,
            modified_since=modified_since,
            sample=sample,
        )
        if filters and isinstance(source, (str, os.PathLike)):
            raise InvalidRequestError("filters: a bundle cannot be asked with a filter; select by entities or orgs")
        if root_org is not None and not isinstance(source, (str, os.PathLike)):
            raise InvalidRequestError("root_org: only a bundle needs it, and the source is none; leave it out")
        self._source, self._target = source, target
        self._root_org = root_org
        self._known = known
        self._brought = frozenset(known if with_dependencies else chosen)
        self._options = Options(
            dry_run=dry_run,
            on_conflict=on_conflict,
            include_deleted=include_deleted,
            resend_unknown=resend_unknown,
            progress=progress,
        )
        self._concurrency = checked_concurrency(concurrency)
        self._journal = journal
        places(source, target)

    @property
    def how_to_resume(self) -> str:
        """What to tell somebody whose run was interrupted."""
        return how_to_resume(self._journal, files=isinstance(self._target, (str, os.PathLike)))

    @clears_locals
    def run(self) -> Report:
        """Move everything, and say what became of it. Works where a loop is running, too, as in a notebook.

        Raises:
            ConfigurationError: the journal is one of another migration, or in use by another process.
            InvalidRequestError: a bundle does not say whose its academic sessions are, and ``root_org`` is missing.
            StorageError: the journal, or the files that are to be written, do not go to the disk, or the journal is
                damaged. What was reported as done is kept: free some space, and run it again.
            AuthenticationError: a server does not accept the client's credentials.
            APIConnectionError: a server cannot be reached. What was moved by then stays moved.
            KeyboardInterrupt, SystemExit: it was told to end, and has done so in order; see ``how_to_resume``.
        """
        return run(self.run_async)

    @clears_locals
    async def run_async(self) -> Report:
        """``run()`` for async code: it runs in the caller's loop, and ends when its task is cancelled."""
        return await migrate(
            self._source,
            self._target,
            self._selection,
            self._options,
            known=self._known,
            brought=self._brought,
            concurrency=self._concurrency,
            journal=self._journal,
            root_org=self._root_org,
        )


@delivers_interrupts
async def migrate(
    source: AnyEnd,
    target: AnyEnd,
    selected: Selection,
    options: Options,
    *,
    known: Mapping[str, catalog.Entity],
    brought: frozenset[str],
    concurrency: int,
    journal: str | os.PathLike[str] | None,
    inspect: Callable[[Journal], object] | None = None,
    root_org: str | None = None,
) -> Report:
    """One run of a migration; ``inspect`` sees its journal at the end."""
    options = attrs.evolve(options, progress=heard(options.progress))
    pace = Pace(concurrency)
    left, right = places(source, target)
    if isinstance(target, (str, os.PathLike)):
        # Files are there when they are whole: what was done for some that are not is of no use to the next run.
        journal = None
    with Journal(journal, source=left.name, target=right.name, scratch=options.dry_run) as book:
        book.seal(left.secret)
        if not options.dry_run:
            for name in known:
                book.tell(f"whole {name}", "yes" if selected.is_whole(name) else "no")
            book.tell("include deleted", "yes" if options.include_deleted else "no")
        async with (
            reading(source, pace.observe, root_org=root_org) as one,
            writing(target, pace.observe, dry_run=options.dry_run) as other,
        ):
            if isinstance(source, (str, os.PathLike)) and catalog.reaches(
                "academicSessions", selected.entities, brought
            ):
                one.check_sessions()
            whole = frozenset(name for name in known if selected.is_whole(name))
            addresses = Addresses(one.place, other.place)
            context = Context(one, other, book, known, brought, whole, options, addresses)
            report = await Engine(context, selected, pace).run()
            if inspect is not None:
                inspect(book)
            return report
