"""The functions that undo a migration: they open the target and the journal."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

import attrs

from timeback._spec import entities as catalog
from timeback.migration.endpoints.opening import identify, open_source
from timeback.migration.execution.concurrency import DEFAULT_CONCURRENCY, AdaptiveConcurrency, check_concurrency
from timeback.migration.execution.event_loop import blocking, guard_callback, unwraps_interrupts
from timeback.migration.journal.journal import Journal
from timeback.migration.journal.journal_file import check_exists
from timeback.migration.reporting.report import Progress, UndoReport
from timeback.migration.undo.runner import UndoOptions, UndoRunner
from timeback_runtime.errors import InvalidRequestError
from timeback_runtime.frames import clears_locals

if TYPE_CHECKING:
    from timeback.migration.endpoints.opening import EndpointLike


@clears_locals
async def undo_migration_async(
    journal: str | os.PathLike[str],
    target: EndpointLike,
    *,
    dry_run: bool = False,
    delete_changed: bool = False,
    concurrency: int = DEFAULT_CONCURRENCY,
    progress: Callable[[Progress], object] | None = None,
) -> UndoReport:
    """Delete on the target what the runs of a journal created there, and nothing else.

    Objects that the migration found on the target, skipped or only updated stay there. Objects are deleted before
    those that they refer to, and afterwards each of them is requested again: it must be missing or marked as deleted.
    After an interruption, call it again with the same journal. A later migration with the journal creates the objects
    again.

    These objects are kept, and so are those that they refer to: objects that were changed on the target since, objects
    whose creation got no reply from a target that assigns ids, and objects without an operation that deletes them. The
    report has the reason of each. Time of change: ``dateLastModified``; a target without it shows no change.

    Args:
        journal: the path of the journal of the migration.
        target: the client of the server that was written to. The undo opens its own connections with its settings, and
            does not use or close the client.
        dry_run: send no writing request, and report what would happen.
        delete_changed: also delete objects that were changed on the target after the migration wrote them.
        concurrency: the maximum number of simultaneous requests.
        progress: called with a :class:`Progress` after each object.

    Returns:
        The report, which is true if nothing is left on the target.

    Raises:
        InvalidRequestError: the journal does not exist, or the target is not a server.
        ConfigurationError: the journal belongs to another target, or is in use by another process.
        StorageError: the journal is damaged, or cannot be written.
        AuthenticationError: the server rejects the client's credentials.
        APIConnectionError: the server is unreachable. What was deleted before is in the journal.
    """
    return await undo(
        journal,
        target,
        UndoOptions(dry_run=dry_run, delete_changed=delete_changed, progress=progress),
        concurrency=check_concurrency(concurrency),
    )


undo_migration = blocking(undo_migration_async)
"""The synchronous variant of ``undo_migration_async``. It also works inside a running event loop, as in a notebook."""


@unwraps_interrupts
async def undo(
    journal: str | os.PathLike[str] | None,
    target: EndpointLike,
    options: UndoOptions,
    *,
    concurrency: int,
    source: str | None = None,
) -> UndoReport:
    """Open the target and the journal, and run an undo.

    Args:
        source: the name of the source that the journal must have; None for any.
    """
    if isinstance(target, (str, os.PathLike)):
        raise InvalidRequestError("target: an export to files has no journal; delete the files to undo it")
    if journal is None:
        raise InvalidRequestError("journal: an undo needs the journal of the migration; pass journal=")
    check_exists(journal)
    limiter = AdaptiveConcurrency(concurrency)
    options = attrs.evolve(options, progress=guard_callback(options.progress))
    with Journal(journal, source=source, target=identify(target).name, use_copy=options.dry_run) as opened:
        async with open_source(target, limiter.observe, is_target=True) as server:
            return await UndoRunner(server, opened, limiter, options).run()


def read_journal(journal: str | os.PathLike[str]) -> tuple[str, dict[str, int]]:
    """The name of a journal's target, and how many objects of each entity an undo would delete at most.

    Raises:
        InvalidRequestError: the journal does not exist.
        ConfigurationError: the file is not a journal, or is damaged.
    """
    check_exists(journal)
    with Journal(journal, source=None, target=None, use_copy=True) as opened:
        counts = opened.creations.counts()
        for name in (*catalog.roster(), *catalog.content()):
            unknown = sum(1 for _ in opened.with_unknown_creation(name))
            if unknown:
                counts[name] = counts.get(name, 0) + unknown
        return opened.get_metadata("target") or "", counts
