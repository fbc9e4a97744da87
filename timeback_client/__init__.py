"""The older client's names over ``timeback``: programs written for it run unchanged.

New programs import ``timeback``; the upgrade guide says what differs.
"""

from typing import TYPE_CHECKING

from timeback_client._errors import NotInThisRelease
from timeback_client.core.client import GradebookService, QTIService, ResourcesService, RosteringService, TimeBackClient
from timeback_runtime.lazy import lazy

if TYPE_CHECKING:
    from timeback_client.scripts.migrate_users import migrate_users, verify_migration

__all__ = [
    "GradebookService",
    "NotInThisRelease",
    "QTIService",
    "ResourcesService",
    "RosteringService",
    "TimeBackClient",
    "migrate_users",
    "verify_migration",
]

# The module is a program too, and a program must not be loaded before it runs.
__getattr__ = lazy(__name__, dict.fromkeys(("migrate_users", "verify_migration"), ".scripts.migrate_users"))
