"""A migration in a separate process: child.py SOURCE TARGET ID SECRET JOURNAL [resend] [signals]."""

from __future__ import annotations

import sys

from timeback import TimeBackClient
from timeback._http import retry
from timeback.migration import Migration
from timeback.migration.execution import writer


def main() -> int:
    # Short delays, because the servers of these tests recover at once.
    vars(retry)["BASE"], vars(writer)["RETRY_DELAYS"] = 0.01, (0.01, 0.02)
    source, target, client_id, secret, journal, *options = sys.argv[1:]
    clients = [
        TimeBackClient(
            environment=environment,
            api_url=url,
            token_url=f"{url}/oauth2/token",
            client_id=client_id,
            client_secret=secret,
            max_retries=6,
        )
        for environment, url in (("staging", source), ("production", target))
    ]
    migration = Migration(*clients, journal=journal, resend_unknown="resend" in options)
    if "signals" in options:
        try:
            migration.run()
        except (KeyboardInterrupt, SystemExit) as stopped:
            print(f"Interrupted. {migration.how_to_resume}", file=sys.stderr)
            return stopped.code if isinstance(stopped, SystemExit) and isinstance(stopped.code, int) else 130
    report = migration.run()
    print(report)
    for (entity, sourced_id), reason in report.reasons.items():
        print(f"{entity} {sourced_id}: {reason}", file=sys.stderr)
    return 0 if report else 1


if __name__ == "__main__":
    sys.exit(main())
