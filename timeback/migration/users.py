"""Moving users and verifying that they arrived: what callers import."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, get_args

from timeback._spec import entities as catalog
from timeback.migration.execution.concurrency import DEFAULT_CONCURRENCY, checked_concurrency
from timeback.migration.execution.context import OnConflict, Options
from timeback.migration.execution.event_loop import blocking
from timeback.migration.execution.selection import Selection
from timeback.migration.journal.journal import Journal
from timeback.migration.migration import migrate
from timeback.migration.reporting.comparison import USERS
from timeback.migration.reporting.report import MigrationReport, Progress, Report, Tally, VerificationResult
from timeback.migration.verify import compare_ends
from timeback_runtime.errors import InvalidRequestError
from timeback_runtime.frames import clears_locals

if TYPE_CHECKING:
    from timeback.filters import Expression
    from timeback.migration.endpoints.base import AnyClient

HINT = ": pass with_orgs=True (or --with-orgs) to move it first"


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
    """Move users from one server to another.

    Users keep their sourcedIds. Those who are on the target already and equal are left alone, so a second run changes
    nothing and one that was interrupted is simply run again. One user's failure does not stop the others: it stands in
    the report with its reason. Users who are to be deleted stay where they are.

    Left out of what is sent: ``dateLastModified`` and the ``href`` of references, which the target manages itself, and
    ``password``, which no server gives back.

    Args:
        staging_client: reads from here. Both clients may be sync or async; the migration opens connections of its own
            with their settings, and leaves the clients as they are.
        prod_client: writes to here. Must be another server.
        dry_run: send no writing request, and say in the report what would happen.
        ids: only the users with these sourcedIds.
        filter_expr: only the users whom the source finds with this filter.
        on_conflict: what to do with a user whom the target has and who differs there: ``skip`` them, ``update`` them
            (replacing what the target has), or count them as failed (``fail``).
        concurrency: the most calls at once. It starts with 4, grows while the servers cope, and halves where one of
            them answers 429 or 503.
        with_orgs: first move the organisations that the users name in roles and primaryOrg, with their parents. Without
            it a user whose organisation the target lacks fails.
        journal: a file that makes the migration safe to kill: run it again with the same file, and it goes on.
        progress: called with a :class:`Progress` after each user, from the migration's thread.

    Returns:
        The report, which unpacks as ``total, successful, failed``.

    Raises:
        ConfigurationError: source and target are the same server.
        InvalidRequestError: an argument makes no sense.
        AuthenticationError: a server does not accept the client's credentials.
        APIConnectionError: a server cannot be reached. What was moved by then stays moved.
    """
    selected, options = _selection(ids, filter_expr), _options(dry_run, on_conflict, with_orgs, progress)
    checked_concurrency(concurrency)
    return await _migrate(staging_client, prod_client, selected, options, with_orgs, concurrency, journal)


migrate_users = blocking(migrate_users_async)
"""``migrate_users_async`` for code that is not async; works where a loop is running, too, as in a notebook."""


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

    What servers manage themselves (``dateLastModified``, ``href``) is not compared. Missing, null and empty count as
    equal; roles, agents and ids of other systems may come in another order. Users whom only the target has do not
    count, and those who are to be deleted on the source are not expected.

    Returns:
        True where nothing differs; iterates over the differences, whose repr shows ids and property paths only.
    """
    selected = _selection(ids, filter_expr)
    return await _verify(staging_client, prod_client, selected, concurrency, progress)


verify_migration = blocking(verify_migration_async)
"""``verify_migration_async`` for code that is not async."""


async def _migrate(
    source: AnyClient,
    target: AnyClient,
    selected: Selection,
    options: Options,
    with_orgs: bool,
    concurrency: int,
    journal: str | os.PathLike[str] | None,
) -> MigrationReport:
    given: dict[str, str] = {}
    report = await migrate(
        source,
        target,
        selected,
        options,
        known=catalog.roster(),
        brought=frozenset({"users", "orgs"} if with_orgs else {"users"}),
        concurrency=concurrency,
        journal=journal,
        inspect=lambda book: given.update(_ids_given(book)),
    )
    return _of_users(report, given)


def _ids_given(journal: Journal) -> Iterator[tuple[str, str]]:
    for row in journal.rows("users", "outcome = 'created' AND target != id AND run = ?", journal.run):
        yield row.id, f"created, but the target gave it the id {row.target}"


def _left_out(report: Report) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for one in report.left_out:
        if one.entity == "users":
            found.setdefault(one.sourced_id, []).append(
                f"{one.path}: {one.collection} {one.referenced_id} {one.reason}"
            )
    return {sourced_id: f"moved without {'; '.join(texts)}" for sourced_id, texts in found.items()}


def _of_users(report: Report, given: Mapping[str, str]) -> MigrationReport:
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
            **given,
            **_left_out(report),
            **{sourced_id: reason for (entity, sourced_id), reason in report.reasons.items() if entity == "users"},
        },
        seconds=report.seconds,
        concurrency=report.concurrency,
    )


async def _verify(
    source: AnyClient,
    target: AnyClient,
    selected: Selection,
    concurrency: int,
    progress: Callable[[Progress], object] | None,
) -> VerificationResult:
    return await compare_ends(source, target, selected, concurrency, rules=lambda entity: USERS, progress=progress)


def _options(
    dry_run: bool,
    on_conflict: OnConflict,
    with_orgs: bool,
    progress: Callable[[Progress], object] | None,
) -> Options:
    if on_conflict not in get_args(OnConflict):
        raise InvalidRequestError("on_conflict is none of 'skip', 'update' and 'fail'.")
    return Options(
        dry_run=dry_run,
        on_conflict=on_conflict,
        rules=lambda entity: USERS,
        hint="" if with_orgs else HINT,
        progress=progress,
    )


def _selection(ids: Iterable[str] | None, filter_expr: Any) -> Selection:
    users = {"users": catalog.roster()["users"]}
    if ids is None:
        return Selection(entities=users, filters={} if filter_expr is None else {"users": filter_expr})
    if filter_expr is not None:
        raise InvalidRequestError("Give ids or filter_expr, not both: who has the ids can leave the others out.")
    if isinstance(ids, str):
        raise InvalidRequestError("ids is a list of sourcedIds, not one text: write ids=[...].")
    wanted: list[Any] = list(dict.fromkeys(ids))
    if not all(isinstance(sourced_id, str) and sourced_id for sourced_id in wanted):
        raise InvalidRequestError(
            "ids holds something that is not a sourcedId: each is a text of at least one character."
        )
    return Selection(entities=users, ids={"users": wanted})
