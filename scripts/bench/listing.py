"""Benchmark of a listing of 100,000 users, each side in its own process: seconds and peak memory.

python -m bench.listing SIDE COUNT URL
"""

from __future__ import annotations

import asyncio
import json
import resource
import sys
import time
from collections.abc import Callable
from functools import partial

import httpx
from bench.calls import HEADERS, peer
from bench.measure import OURS, Plan, Samples, alternate, run
from bench.servers import USERS, server, settings

COUNT = 100_000
FEW = 1000
PAGE = 1000
CORE = "timeback-core's iterator"
BARE = "bare httpx and json"
ASYNC = "ours, async"
FLAT = "ours, 1,000 users"


def seconds(plan: Plan) -> Samples:
    """Measure the seconds of a listing that reads one property of each user."""
    return _measure(plan, 0)


def memory(plan: Plan) -> Samples:
    """Measure the peak megabytes, against our own peak at 1,000 users."""
    return _measure(plan, 1)


def _measure(plan: Plan, what: int) -> Samples:
    count = plan.of(COUNT, 2 * PAGE)
    with server(held=count) as url, server(held=FEW) as small:
        sides = {OURS: partial(_run, what, OURS, count, url)}
        if what:
            sides[FLAT] = partial(_run, what, OURS, FEW, small)
        others = ([] if what else [ASYNC, BARE]) + ([CORE] if plan.peers else [])
        sides.update({side: partial(_run, what, side, count, url) for side in others})
        return alternate(sides, plan.few)


def _run(what: int, side: str, count: int, url: str) -> float:
    command = [sys.executable, "-m", "bench.listing", side, str(count), url]
    return float(run(*command).stdout.split()[what])


def ours(url: str) -> int:
    from timeback import TimeBackClient

    with TimeBackClient(**settings(url)) as client:
        return sum(user.given_name is not None for user in client.rostering.users.iter_users(page_size=PAGE))


async def ours_async(url: str) -> int:
    from timeback import AsyncTimeBackClient

    found = 0
    async with AsyncTimeBackClient(**settings(url)) as client:
        async for user in client.rostering.users.iter_users(page_size=PAGE):
            found += user.given_name is not None
    return found


def bare(url: str) -> int:
    found = offset = 0
    with httpx.Client(headers=HEADERS) as client:
        while True:
            page = json.loads(client.get(f"{url}{USERS}", params={"limit": PAGE, "offset": offset}).content)
            found += sum(user["givenName"] is not None for user in page["users"])
            offset += len(page["users"])
            if offset >= page["totalCount"]:
                return found


async def core(url: str) -> int:
    found, client = 0, peer(url)
    async for user in client.oneroster.users.stream(limit=PAGE):
        found += user.given_name is not None
    await client.close()
    return found


SIDES: dict[str, Callable[[str], int]] = {
    OURS: ours,
    ASYNC: lambda url: asyncio.run(ours_async(url)),
    BARE: bare,
    CORE: lambda url: asyncio.run(core(url)),
}


def main() -> int:
    side, count, url = sys.argv[1:]
    sys.modules["orjson"] = None  # type: ignore[assignment]
    start = time.perf_counter()
    found = SIDES[side](url)
    if found != int(count):
        raise RuntimeError(f"{side} found {found} users of {count}")
    print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
