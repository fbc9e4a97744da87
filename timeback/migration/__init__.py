"""Migration of rosters between servers and files, and verification that everything arrived.

>>> from timeback.migration import Migration, verify
>>> total, successful, failed = Migration(staging, production, journal="move.db").run()
>>> for difference in verify(staging, production, journal="move.db"):
...     print(difference)

``undo_migration`` deletes on the target what the runs of a journal created there.
``migrate_users`` and ``verify_migration`` do the same for users only.
"""

from timeback.migration.migration import Migration
from timeback.migration.reporting.html_report import write_html
from timeback.migration.reporting.report import (
    Difference,
    LeftOutReference,
    MigrationReport,
    Progress,
    Report,
    Tally,
    UndoReport,
    UndoTally,
    VerificationResult,
)
from timeback.migration.reporting.run_details import RunDetails
from timeback.migration.undo.undo_migration import undo_migration, undo_migration_async
from timeback.migration.users import migrate_users, migrate_users_async, verify_migration, verify_migration_async
from timeback.migration.verify import verify, verify_async

__all__ = [
    "Difference",
    "LeftOutReference",
    "Migration",
    "MigrationReport",
    "Progress",
    "Report",
    "RunDetails",
    "Tally",
    "UndoReport",
    "UndoTally",
    "VerificationResult",
    "migrate_users",
    "migrate_users_async",
    "undo_migration",
    "undo_migration_async",
    "verify",
    "verify_async",
    "verify_migration",
    "verify_migration_async",
    "write_html",
]
