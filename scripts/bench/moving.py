"""A migration of 5,000 users at 20 ms latency, beside creating them one at a time."""

from __future__ import annotations

import httpx
from bench.measure import OURS, Plan, Samples, seconds
from bench.servers import server, settings, users

USERS = 5000
SERIAL = 300


def migration(plan: Plan) -> Samples:
    """Seconds for each user. The serial side writes only: it neither reads the source nor looks for what is there."""
    from timeback import TimeBackClient, migrate_users

    count = plan.of(USERS, 100)
    people = users(plan.of(SERIAL, 20))
    samples: Samples = {OURS: [], "one at a time": []}
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

        for _ in range(plan.few):
            httpx.post(f"{target}/reset")
            samples[OURS].append(seconds(move) / count)
            samples["one at a time"].append(seconds(serial) / len(people))
        staging.close()
        production.close()
    return samples
