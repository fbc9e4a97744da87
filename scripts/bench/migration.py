"""Benchmark of a migration of 5,000 users at 20 ms latency, against creating them one at a time."""

from __future__ import annotations

import httpx
from bench.measure import OURS, Plan, Samples, alternate, seconds
from bench.servers import server, settings, users

USERS = 5000
SERIAL = 300


def migration(plan: Plan) -> Samples:
    """Measure the seconds per user. The sequential side neither reads the source nor checks the target."""
    from timeback import TimeBackClient, migrate_users

    count = plan.of(USERS, 100)
    people = users(plan.of(SERIAL, 20))
    with server(latency=0.02, held=count) as source, server(latency=0.02, held=0) as target:
        staging, production = TimeBackClient(**settings(source)), TimeBackClient(**settings(target))

        def move() -> None:
            report = migrate_users(staging, production)
            if report.created != count:
                why = next(iter(report.reasons.values()), "for no reason")
                raise RuntimeError(f"{report.created} of {count} users were created: {why}")

        def serial() -> None:
            for one in people:
                production.rostering.users.create_user(one)

        def ours() -> float:
            httpx.post(f"{target}/reset")
            return seconds(move) / count

        samples = alternate({OURS: ours, "one at a time": lambda: seconds(serial) / len(people)}, plan.few)
        staging.close()
        production.close()
    return samples
