"""A client for the TimeBack platform and other providers of OneRoster 1.2.

    from timeback import TimeBackClient, F

    with TimeBackClient(environment="staging") as client:
        for user in client.rostering.users.iter_users(filter_expr=F.role == "student"):
            print(user.sourced_id)

Nothing is loaded before it is touched: ``import timeback`` imports neither httpx nor a model.
"""

from typing import TYPE_CHECKING

from timeback_runtime.lazy import lazy

if TYPE_CHECKING:
    from timeback._broadcast import broadcast as broadcast
    from timeback._broadcast import broadcast_async as broadcast_async
    from timeback._resources.changes import AsyncChanges as AsyncChanges
    from timeback._resources.changes import Changes as Changes
    from timeback._resources.raw_response import RawResponse as RawResponse
    from timeback.client import AsyncTimeBackClient as AsyncTimeBackClient
    from timeback.client import TimeBackClient as TimeBackClient
    from timeback.filters import F as F
    from timeback.migration import migrate_users as migrate_users
    from timeback.migration import migrate_users_async as migrate_users_async
    from timeback.migration import verify_migration as verify_migration
    from timeback.migration import verify_migration_async as verify_migration_async
    from timeback.page import AsyncPage as AsyncPage
    from timeback.page import Page as Page
    from timeback.settings.scopes import OneRosterScope as OneRosterScope
    from timeback_runtime.version import __version__ as __version__

_NAMES = {
    "AsyncChanges": "timeback._resources.changes",
    "AsyncPage": "timeback.page",
    "AsyncTimeBackClient": "timeback.client",
    "Changes": "timeback._resources.changes",
    "F": "timeback.filters",
    "OneRosterScope": "timeback.settings.scopes",
    "Page": "timeback.page",
    "RawResponse": "timeback._resources.raw_response",
    "TimeBackClient": "timeback.client",
    "__version__": "timeback_runtime.version",
    "broadcast": "timeback._broadcast",
    "broadcast_async": "timeback._broadcast",
    "migrate_users": "timeback.migration",
    "migrate_users_async": "timeback.migration",
    "verify_migration": "timeback.migration",
    "verify_migration_async": "timeback.migration",
}

__all__ = [
    "AsyncChanges",
    "AsyncPage",
    "AsyncTimeBackClient",
    "Changes",
    "F",
    "OneRosterScope",
    "Page",
    "RawResponse",
    "TimeBackClient",
    "__version__",
    "broadcast",
    "broadcast_async",
    "migrate_users",
    "migrate_users_async",
    "verify_migration",
    "verify_migration_async",
]

__getattr__ = lazy(__name__, _NAMES)


def __dir__() -> list[str]:
    return __all__
