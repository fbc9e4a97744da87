"""Moving a roster from one server to another, and proving that it arrived.

>>> from timeback import migrate_users, verify_migration
>>> total, successful, failed = migrate_users(staging, production, with_orgs=True)
>>> for difference in verify_migration(staging, production):
...     print(difference)
"""

from .report import Difference, MigrationReport, Progress, VerificationResult
from .users import migrate_users, migrate_users_async, verify_migration, verify_migration_async

__all__ = [
    "Difference",
    "MigrationReport",
    "Progress",
    "VerificationResult",
    "migrate_users",
    "migrate_users_async",
    "verify_migration",
    "verify_migration_async",
]
