"""Move users from staging to production, and verify that they arrived; see ``timeback.scripts.migrate_users``.

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
    """All users of a server, as dictionaries."""
    with translated():
        return [user.to_dict() for user in client._connection.facade.rostering.users.iter_users()]


def migrate_users(
    staging_client: TimeBackClient, prod_client: TimeBackClient, dry_run: bool = False
) -> tuple[int, int, list[str]]:
    """Move all users: how many there are, how many arrived, and the sourcedIds of those that failed."""
    with translated():
        report = timeback.migrate_users(
            staging_client._connection.facade, prod_client._connection.facade, dry_run=dry_run
        )
    return report.total, report.successful, [] if dry_run else report.failed


def verify_migration(staging_client: TimeBackClient, prod_client: TimeBackClient) -> bool:
    """Whether production has all users of staging, and has them as they are there."""
    with translated():
        return bool(timeback.verify_migration(staging_client._connection.facade, prod_client._connection.facade))


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program; gives its exit code."""
    from timeback.scripts import migrate_users as program

    return program.main(argv)


if __name__ == "__main__":
    install()
    sys.exit(main())
