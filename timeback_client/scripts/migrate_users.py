"""Copy users from staging to production, and verify the copies; see ``timeback.scripts.migrate_users``.

python -m timeback_client.scripts.migrate_users --staging-client-id ID --prod-client-id ID --dry-run
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

import timeback
from timeback._escaping.terminal import install
from timeback_client._errors import translated
from timeback_client.core.client import TimeBackClient


def get_all_users(client: TimeBackClient) -> list[dict[str, Any]]:
    """Fetch all users of a server, as dictionaries."""
    with translated():
        return [user.to_dict() for user in client._connection.client.rostering.users.iter_users()]


def migrate_users(
    staging_client: TimeBackClient, prod_client: TimeBackClient, dry_run: bool = False
) -> tuple[int, int, list[str]]:
    """Copy all users; return their number, the number of successes, and the sourcedIds of the failures."""
    with translated():
        report = timeback.migrate_users(
            staging_client._connection.client, prod_client._connection.client, dry_run=dry_run
        )
    return report.total, report.successful, [] if dry_run else report.failed


def verify_migration(staging_client: TimeBackClient, prod_client: TimeBackClient) -> bool:
    """Return whether production has all users of staging with equal properties."""
    with translated():
        return bool(timeback.verify_migration(staging_client._connection.client, prod_client._connection.client))


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program; return its exit code."""
    from timeback.scripts import migrate_users as program

    return program.main(argv)


if __name__ == "__main__":
    install()
    sys.exit(main())
