"""Benchmark of a listing of 100,000 users, each side in its own process: seconds and peak memory.

python -m bench.listing SIDE COUNT URL [orjson]
"""

from __future__ import annotations

import asyncio
import json
import resource
import sys
import time
from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any

import httpx
from bench.calls import HEADERS, peer
from bench.measure import OURS, Plan, Samples, alternate, run
from bench.servers import USERS, server, settings

COUNT = 100_000
FEW = 1000
PAGE = 1000
CORE = "timeback-core's iterator"
BARE = "bare httpx and json"
BY_HAND = "aiohttp and orjson, by hand"
ASYNC = "ours, async"
FLAT = "ours, 1,000 users"


LATENCY = 0.02
BANDWIDTH = 100e6 / 8
"""Bytes per second."""


def seconds(plan: Plan, *, orjson: bool = False) -> Samples:
    """Measure the seconds of a listing that reads one property of each user. ``orjson`` is for our side."""
    return _measure(plan, 0, "orjson" if orjson else "")


def slow_network(plan: Plan) -> Samples:
    """Measure the same with compressed replies at 20 ms and 100 Mbit/s."""
    return _measure(plan, 0, latency=LATENCY, bandwidth=BANDWIDTH)


def memory(plan: Plan) -> Samples:
    """Measure the peak megabytes, against our own peak at 1,000 users."""
    return _measure(plan, 1)


def _measure(plan: Plan, what: int, *options: str, latency: float = 0.0, bandwidth: float = 0.0) -> Samples:
    count = plan.of(COUNT, 2 * PAGE)
    with server(held=count, latency=latency, bandwidth=bandwidth) as url, server(held=FEW) as small:
        sides = {OURS: partial(_run, what, OURS, count, url, *options)}
        if what:
            sides[FLAT] = partial(_run, what, OURS, FEW, small)
        others = ([] if what else [ASYNC, BARE]) + ([CORE] if plan.peers else [])
        others += [BY_HAND] if plan.peers and not what else []
        sides.update({side: partial(_run, what, side, count, url, *options) for side in others})
        return alternate(sides, plan.few)


def _run(what: int, side: str, count: int, url: str, *options: str) -> float:
    command = [sys.executable, "-m", "bench.listing", side, str(count), url, *filter(None, options)]
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
            found += _with_name(page)
            offset += len(page["users"])
            if offset >= page["totalCount"]:
                return found


async def by_hand(url: str) -> int:
    """What a program for this one listing could do at best: the next page is requested before this one is decoded."""
    loads = import_module("orjson").loads
    async with import_module("aiohttp").ClientSession(headers=HEADERS) as client:

        async def fetch(offset: int) -> bytes:
            async with client.get(f"{url}{USERS}", params={"limit": PAGE, "offset": offset}) as reply:
                content: bytes = await reply.read()
                return content

        page = loads(await fetch(0))
        found, total = _with_name(page), page["totalCount"]
        following = asyncio.create_task(fetch(PAGE))
        for offset in range(PAGE, total, PAGE):
            content = await following
            following = asyncio.create_task(fetch(offset + PAGE))
            await asyncio.sleep(0)
            found += _with_name(loads(content))
        following.cancel()
    return found


def _with_name(page: dict[str, Any]) -> int:
    return sum(user["givenName"] is not None for user in page["users"])


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
    BY_HAND: lambda url: asyncio.run(by_hand(url)),
    CORE: lambda url: asyncio.run(core(url)),
}


def main() -> int:
    side, count, url, *options = sys.argv[1:]
    if "orjson" not in options and side != BY_HAND:
        sys.modules["orjson"] = None  # type: ignore[assignment]
    start = time.perf_counter()
    found = SIDES[side](url)
    if found != int(count):
        raise RuntimeError(f"{side} found {found} users of {count}")
    print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
