"""Moving users and verifying that they arrived: what callers import."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, get_args

from timeback_api._core.errors import InvalidRequestError

from .clients import engine_clients, refuse_same_server
from .engine import OnConflict, Options, UserMigration
from .pace import Pace
from .report import MigrationReport, Progress, VerificationResult
from .run import run
from .verify import UserVerification

if TYPE_CHECKING:
    from timeback.filters import Expression

    from .clients import AnyClient

DEFAULT_CONCURRENCY = 64


def migrate_users(
    staging_client: AnyClient,
    prod_client: AnyClient,
    *,
    dry_run: bool = False,
    ids: Iterable[str] | None = None,
    filter_expr: Expression | str | None = None,
    on_conflict: OnConflict = "skip",
    concurrency: int = DEFAULT_CONCURRENCY,
    with_orgs: bool = False,
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
        progress: called with a :class:`Progress` after each user, from the migration's thread.

    Returns:
        The report, which unpacks as ``total, successful, failed``.

    Raises:
        ConfigurationError: source and target are the same server.
        InvalidRequestError: an argument makes no sense.
        AuthenticationError: a server does not accept the client's credentials.
        APIConnectionError: a server cannot be reached. What was moved by then stays moved.
    """
    options, pace = _options(dry_run, ids, filter_expr, on_conflict, with_orgs, progress), _pace(concurrency)
    return run(lambda: _migrate(staging_client, prod_client, options, pace))


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
    progress: Callable[[Progress], object] | None = None,
) -> MigrationReport:
    """:func:`migrate_users` for async code: it runs in the caller's loop, and ends when its task is cancelled."""
    options, pace = _options(dry_run, ids, filter_expr, on_conflict, with_orgs, progress), _pace(concurrency)
    return await _migrate(staging_client, prod_client, options, pace)


def verify_migration(
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
    selected, pace = _selection(ids, filter_expr), _pace(concurrency)
    return run(lambda: _verify(staging_client, prod_client, selected, filter_expr, pace, progress))


async def verify_migration_async(
    staging_client: AnyClient,
    prod_client: AnyClient,
    *,
    ids: Iterable[str] | None = None,
    filter_expr: Expression | str | None = None,
    concurrency: int = DEFAULT_CONCURRENCY,
    progress: Callable[[Progress], object] | None = None,
) -> VerificationResult:
    """:func:`verify_migration` for async code."""
    selected, pace = _selection(ids, filter_expr), _pace(concurrency)
    return await _verify(staging_client, prod_client, selected, filter_expr, pace, progress)


async def _migrate(source: AnyClient, target: AnyClient, options: Options, pace: Pace) -> MigrationReport:
    refuse_same_server(source, target)
    async with engine_clients(source, target, pace.observe) as (left, right):
        return await UserMigration(left, right, options, pace).run()


async def _verify(
    source: AnyClient,
    target: AnyClient,
    ids: Sequence[str] | None,
    filter_expr: Any,
    pace: Pace,
    progress: Callable[[Progress], object] | None,
) -> VerificationResult:
    refuse_same_server(source, target)
    async with engine_clients(source, target, pace.observe) as (left, right):
        return await UserVerification(left, right, pace, progress).run(ids, filter_expr)


def _options(
    dry_run: bool,
    ids: Iterable[str] | None,
    filter_expr: Any,
    on_conflict: OnConflict,
    with_orgs: bool,
    progress: Callable[[Progress], object] | None,
) -> Options:
    if on_conflict not in get_args(OnConflict):
        raise InvalidRequestError("on_conflict is none of 'skip', 'update' and 'fail'.")
    return Options(
        dry_run=dry_run,
        ids=_selection(ids, filter_expr),
        filter_expr=filter_expr,
        on_conflict=on_conflict,
        with_orgs=with_orgs,
        progress=progress,
    )


def _selection(ids: Iterable[str] | None, filter_expr: Any) -> list[str] | None:
    if ids is None:
        return None
    if filter_expr is not None:
        raise InvalidRequestError("Give ids or filter_expr, not both: who has the ids can leave the others out.")
    if isinstance(ids, str):
        raise InvalidRequestError("ids is a list of sourcedIds, not one text: write ids=[...].")
    selected: list[Any] = list(dict.fromkeys(ids))
    if not all(isinstance(sourced_id, str) and sourced_id for sourced_id in selected):
        raise InvalidRequestError(
            "ids holds something that is not a sourcedId: each is a text of at least one character."
        )
    return selected


def _pace(concurrency: Any) -> Pace:
    if isinstance(concurrency, bool) or not isinstance(concurrency, int) or concurrency < 1:
        raise InvalidRequestError("concurrency is a whole number, 1 or more.")
    return Pace(concurrency)
