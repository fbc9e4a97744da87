"""Compatibility package: the names of the older client on top of ``timeback``, so that existing programs run unchanged.

New programs use ``timeback``; the upgrade guide lists the differences. Only names of the older client are added here.
"""

from typing import TYPE_CHECKING

from timeback_client.core.client import GradebookService, QTIService, ResourcesService, RosteringService, TimeBackClient
from timeback_runtime.lazy import lazy

if TYPE_CHECKING:
    from timeback_client.scripts.migrate_users import migrate_users, verify_migration

__all__ = [
    "GradebookService",
    "QTIService",
    "ResourcesService",
    "RosteringService",
    "TimeBackClient",
    "migrate_users",
    "verify_migration",
]

# Loaded lazily, because the module also runs as a program (``python -m``), and must not be imported before it runs.
__getattr__ = lazy(__name__, dict.fromkeys(("migrate_users", "verify_migration"), ".scripts.migrate_users"))
