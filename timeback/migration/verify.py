"""Verification of a migration: compares source and target, object by object and property by property."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING

from timeback._spec import entities as catalog
from timeback._spec.entities import Entity
from timeback.migration.endpoints.identity import check_source_name
from timeback.migration.endpoints.opening import identify_pair, open_source
from timeback.migration.execution.concurrency import DEFAULT_CONCURRENCY, AdaptiveConcurrency, check_concurrency
from timeback.migration.execution.event_loop import blocking, guard_callback, unwraps_interrupts
from timeback.migration.execution.selection import Selection, build_selection
from timeback.migration.journal.journal import Journal
from timeback.migration.journal.journal_file import check_exists
from timeback.migration.pseudonyms.inventions import Inventions
from timeback.migration.pseudonyms.source import name_with_key, pseudonymous, with_pseudonymous_ids
from timeback.migration.reporting.comparison import ComparisonRules, rules_for
from timeback.migration.reporting.report import Progress, VerificationResult
from timeback.migration.verification.expectation import VerificationOptions
from timeback.migration.verification.runner import VerificationRunner
from timeback_runtime.frames import clears_locals

if TYPE_CHECKING:
    from timeback.migration.endpoints.opening import EndpointLike


@clears_locals
async def verify_async(
    source: EndpointLike,
    target: EndpointLike,
    entities: Iterable[str] | None = None,
    *,
    journal: str | os.PathLike[str] | None = None,
    strict: bool = False,
    qti: bool = False,
    include_deleted: bool = False,
    concurrency: int = DEFAULT_CONCURRENCY,
    progress: Callable[[Progress], object] | None = None,
    root_org: str | None = None,
    pseudonymize: str | bytes | None = None,
    source_name: str | None = None,
) -> VerificationResult:
    """Compare two servers or CSV bundles, object by object and property by property.

    Properties that servers manage themselves (``dateLastModified``, ``href``) are not compared. Missing, null and empty
    values are equal, and so are the forms of a value that a migration converts, such as a date and midnight UTC. Lists
    of references and of enumeration values compare as sets, all other lists in order. Collections that an endpoint does
    not serve are not compared; the result names them. Each row of a bundle that cannot be read is a difference of the
    kind ``invalid``.

    Args:
        source, target: clients, or paths of CSV bundles.
        entities: wire names such as ``["orgs", "users"]``. Default: all.
        journal: the journal of the migration. It has the ids on the target, and which objects were deliberately not
            transferred, so that they are not expected.
        strict: count objects that only the target has as differences, too.
        qti: compare QTI content, too.
        include_deleted: expect objects that are marked as deleted, too.
        concurrency: the maximum number of simultaneous requests.
        progress: called with a :class:`Progress` after each object.
        root_org: as in :class:`Migration`, for both endpoints.
        pseudonymize: the key of the migration, if it had one. The target is compared with the pseudonyms of the source.
        source_name: the name of the source in the journal, as in :class:`Migration`.

    Returns:
        True if there is no difference. Iterates over the differences, whose repr has ids and property paths only.

    Raises:
        ConfigurationError: source and target are the same server, or the journal belongs to another migration.
        StorageError: the journal is damaged, or cannot be read.
        InvalidRequestError: an argument is invalid.
        BundleError: a file of a bundle cannot be read as a whole.
        APIError: a server cannot be read, or serves none of the collections.
    """
    selection = build_selection(catalog.selected_entities(entities, qti=qti))
    return await compare_endpoints(
        source,
        target,
        selection,
        concurrency,
        journal=journal,
        strict=strict,
        include_deleted=include_deleted,
        progress=progress,
        root_org=root_org,
        inventions=None if pseudonymize is None else Inventions(pseudonymize),
        source_name=check_source_name(source_name),
    )


verify = blocking(verify_async)
"""The synchronous variant of ``verify_async``. It also works inside a running event loop, as in a notebook."""


@unwraps_interrupts
async def compare_endpoints(
    source: EndpointLike,
    target: EndpointLike,
    selection: Selection,
    concurrency: int,
    *,
    journal: str | os.PathLike[str] | None = None,
    strict: bool = False,
    rules: Callable[[Entity], ComparisonRules] = rules_for,
    include_deleted: bool = False,
    progress: Callable[[Progress], object] | None = None,
    root_org: str | None = None,
    inventions: Inventions | None = None,
    source_name: str | None = None,
) -> VerificationResult:
    """Compare the selected objects of two endpoints."""
    limiter = AdaptiveConcurrency(check_concurrency(concurrency))
    source_identity, target_identity = identify_pair(source, target)
    journal_source = name_with_key(source_name or source_identity.name, inventions)
    open_journal = partial(Journal, source=journal_source, target=target_identity.name)
    with ExitStack() as journals:
        migration_journal = compared = None
        if journal is not None:
            check_exists(journal)
            migration_journal = journals.enter_context(open_journal(journal, use_copy=True))
        if strict:
            compared = journals.enter_context(open_journal(None))
        options = VerificationOptions(
            rules=rules,
            include_deleted=include_deleted,
            csv_only=any(isinstance(endpoint, (str, os.PathLike)) for endpoint in (source, target)),
        )
        async with (
            open_source(source, limiter.observe, root_org=root_org) as opened_source,
            open_source(target, limiter.observe, root_org=root_org) as opened_target,
        ):
            runner = VerificationRunner(
                journals.enter_context(pseudonymous(opened_source, inventions)),
                opened_target,
                selection,
                limiter,
                options,
                journal=migration_journal,
                compared=compared,
                progress=guard_callback(progress),
            )
            for endpoint, opened, key in ((source, opened_source, inventions), (target, opened_target, None)):
                if isinstance(endpoint, (str, os.PathLike)):
                    opened.on_invalid_row = with_pseudonymous_ids(runner.add_invalid_row, key)
                    opened.on_unapplied_row = opened.on_invalid_row
            return await runner.run()
