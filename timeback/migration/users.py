"""Migration and verification of users only: ``migrate_users`` and ``verify_migration``."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from timeback._spec import entities as catalog
from timeback.migration.execution.concurrency import DEFAULT_CONCURRENCY, check_concurrency
from timeback.migration.execution.context import MigrationOptions, OnConflict
from timeback.migration.execution.event_loop import blocking
from timeback.migration.execution.selection import Selection
from timeback.migration.journal.journal import Journal
from timeback.migration.migration import check_on_conflict, migrate
from timeback.migration.reporting.comparison import USER_RULES
from timeback.migration.reporting.report import MigrationReport, Progress, Report, Tally, VerificationResult
from timeback.migration.verify import compare_endpoints
from timeback_runtime.errors import InvalidRequestError
from timeback_runtime.frames import clears_locals

if TYPE_CHECKING:
    from timeback.filters import Expression
    from timeback.migration.endpoints.opening import AnyClient

HINT = "; use with_orgs=True (or --with-orgs) to migrate it first"


@clears_locals
async def migrate_users_async(
    staging_client: AnyClient,
    prod_client: AnyClient,
    *,
    dry_run: bool = False,
    ids: Iterable[str] | None = None,
    filter_expr: Expression | str | None = None,
    on_conflict: OnConflict = "skip",
    concurrency: int = DEFAULT_CONCURRENCY,
    with_orgs: bool = False,
    journal: str | os.PathLike[str] | None = None,
    progress: Callable[[Progress], object] | None = None,
) -> MigrationReport:
    """Migrate users from one server to another.

    Users keep their sourcedIds. Users who are equal on the target are not sent, so a second run changes nothing, and an
    interrupted run can be repeated. The failure of one user does not stop the others; the report has it with its
    reason. Users who are marked as deleted are not migrated.

    The following properties are not sent: ``dateLastModified`` and the ``href`` of references, which the target manages
    itself, and ``password``, which no server returns.

    Args:
        staging_client: the client of the source. Both clients may be sync or async. The migration opens its own
            connections with their settings, and does not use or close the clients.
        prod_client: the client of the target. It must be another server.
        dry_run: send no writing request, and report what would happen.
        ids: only the users with these sourcedIds.
        filter_expr: only the users that match this filter on the source.
        on_conflict: what to do with a user who differs on the target: ``skip`` them, ``update`` them (replace the user
            on the target), or count them as failed (``fail``).
        concurrency: the maximum number of simultaneous requests. It starts with 4, grows while the servers respond, and
            is halved when one of them answers 429 or 503.
        with_orgs: first migrate the organisations in the users' roles and primaryOrg, with their parents. Without it, a
            user fails if the target lacks their organisation.
        journal: the path of a file that makes the migration resumable: after an interruption, run it again with the
            same file.
        progress: called with a :class:`Progress` after each user, from the migration's thread.

    Returns:
        The report, which unpacks as ``total, successful, failed``.

    Raises:
        ConfigurationError: source and target are the same server.
        InvalidRequestError: an argument is invalid.
        AuthenticationError: a server rejects the client's credentials.
        APIConnectionError: a server is unreachable. Users that were migrated before stay on the target.
    """
    selection, options = _selection(ids, filter_expr), _options(dry_run, on_conflict, with_orgs, progress)
    check_concurrency(concurrency)
    return await _migrate(staging_client, prod_client, selection, options, with_orgs, concurrency, journal)


migrate_users = blocking(migrate_users_async)
"""The synchronous variant of ``migrate_users_async``. It also works inside a running event loop, as in a notebook."""


@clears_locals
async def verify_migration_async(
    staging_client: AnyClient,
    prod_client: AnyClient,
    *,
    ids: Iterable[str] | None = None,
    filter_expr: Expression | str | None = None,
    concurrency: int = DEFAULT_CONCURRENCY,
    progress: Callable[[Progress], object] | None = None,
) -> VerificationResult:
    """Compare the users of two servers, property by property.

    Properties that servers manage themselves (``dateLastModified``, ``href``) are not compared. Missing, null and empty
    values are equal; roles, agents and ids of other systems may be in any order. Users that only the target has are no
    differences, and users that are marked as deleted on the source are not expected.

    Returns:
        True if there is no difference. Iterates over the differences, whose repr has ids and property paths only.
    """
    selection = _selection(ids, filter_expr)
    return await _verify(staging_client, prod_client, selection, concurrency, progress)


verify_migration = blocking(verify_migration_async)
"""The synchronous variant of ``verify_migration_async``."""


async def _migrate(
    source: AnyClient,
    target: AnyClient,
    selection: Selection,
    options: MigrationOptions,
    with_orgs: bool,
    concurrency: int,
    journal: str | os.PathLike[str] | None,
) -> MigrationReport:
    new_ids: dict[str, str] = {}
    report = await migrate(
        source,
        target,
        selection,
        options,
        known=catalog.roster(),
        transferable=frozenset({"users", "orgs"} if with_orgs else {"users"}),
        concurrency=concurrency,
        journal=journal,
        inspect=lambda opened: new_ids.update(_notes_on_new_ids(opened)),
    )
    return _user_report(report, new_ids)


def _notes_on_new_ids(journal: Journal) -> Iterator[tuple[str, str]]:
    for entry in journal.with_new_target_ids("users"):
        yield entry.sourced_id, f"created, but the target assigned the id {entry.target_id}"


def _notes_on_left_out(report: Report) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for one in report.left_out:
        if one.entity == "users":
            found.setdefault(one.sourced_id, []).append(
                f"{one.path}: {one.collection} {one.referenced_id} {one.reason}"
            )
    return {sourced_id: f"migrated without {'; '.join(texts)}" for sourced_id, texts in found.items()}


def _user_report(report: Report, new_ids: Mapping[str, str]) -> MigrationReport:
    users = report.by_entity["users"]
    return MigrationReport(
        dry_run=report.dry_run,
        total=users.total,
        created=users.created,
        updated=users.updated,
        unchanged=users.unchanged,
        skipped=users.skipped,
        orgs_created=report.by_entity.get("orgs", Tally()).created,
        failed=[sourced_id for entity, sourced_id in report.failed if entity == "users"],
        reasons={
            **new_ids,
            **_notes_on_left_out(report),
            **{sourced_id: reason for (entity, sourced_id), reason in report.reasons.items() if entity == "users"},
        },
        seconds=report.seconds,
        concurrency=report.concurrency,
    )


async def _verify(
    source: AnyClient,
    target: AnyClient,
    selection: Selection,
    concurrency: int,
    progress: Callable[[Progress], object] | None,
) -> VerificationResult:
    return await compare_endpoints(
        source, target, selection, concurrency, rules=lambda entity: USER_RULES, progress=progress
    )


def _options(
    dry_run: bool,
    on_conflict: OnConflict,
    with_orgs: bool,
    progress: Callable[[Progress], object] | None,
) -> MigrationOptions:
    check_on_conflict(on_conflict)
    return MigrationOptions(
        dry_run=dry_run,
        on_conflict=on_conflict,
        rules=lambda entity: USER_RULES,
        hint="" if with_orgs else HINT,
        progress=progress,
    )


def _selection(ids: Iterable[str] | None, filter_expr: Any) -> Selection:
    users = {"users": catalog.roster()["users"]}
    if ids is None:
        return Selection(entities=users, filters={} if filter_expr is None else {"users": filter_expr})
    if filter_expr is not None:
        raise InvalidRequestError("ids and filter_expr: give only one of them")
    if isinstance(ids, str):
        raise InvalidRequestError("ids: expected a list of sourcedIds, not a string; use ids=[...]")
    wanted: list[Any] = list(dict.fromkeys(ids))
    if not all(isinstance(sourced_id, str) and sourced_id for sourced_id in wanted):
        raise InvalidRequestError("ids: each sourcedId must be a string of at least one character")
    return Selection(entities=users, ids={"users": wanted})
