"""Lists users and prints the seconds of processor time: ``python -m bench.scale.lister SIDE COUNT URL``.

Imports and the first connection are not part of the time. The module imports nothing else, since the peak memory of its
process is measured.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from typing import Any

import httpx

OURS = "ours"
ASYNC = "ours, async"
BARE = "bare httpx and json"
PAGE = 1000
USERS = "/ims/oneroster/rostering/v1p2/users"


def ours(url: str) -> tuple[int, float]:
    from timeback import TimeBackClient

    with TimeBackClient(**_settings(url)) as client:
        list(client.rostering.users.iter_users(page_size=1, max_items=1))
        start = time.process_time()
        found = sum(user.given_name is not None for user in client.rostering.users.iter_users(page_size=PAGE))
        return found, time.process_time() - start


async def ours_async(url: str) -> tuple[int, float]:
    from timeback import AsyncTimeBackClient

    found = 0
    async with AsyncTimeBackClient(**_settings(url)) as client:
        _ = [user async for user in client.rostering.users.iter_users(page_size=1, max_items=1)]
        start = time.process_time()
        async for user in client.rostering.users.iter_users(page_size=PAGE):
            found += user.given_name is not None
        return found, time.process_time() - start


def bare(url: str) -> tuple[int, float]:
    found = 0
    with httpx.Client(headers={"Authorization": "Bearer t"}) as client:
        total = json.loads(client.get(f"{url}{USERS}", params={"limit": 1}).content)["totalCount"]
        start = time.process_time()
        for offset in range(0, total, PAGE):
            page = json.loads(client.get(f"{url}{USERS}", params={"limit": PAGE, "offset": offset}).content)
            found += sum(user["givenName"] is not None for user in page["users"])
        return found, time.process_time() - start


def _settings(url: str) -> dict[str, Any]:
    return {"environment": "staging", "client_id": "id", "client_secret": "s", "api_url": url, "token_url": f"{url}/t"}


def main() -> int:
    side, count, url = sys.argv[1:]
    sys.modules["orjson"] = None  # type: ignore[assignment]
    if side == ASYNC:
        found, seconds = asyncio.run(ours_async(url))
    else:
        found, seconds = ours(url) if side == OURS else bare(url)
    if found != int(count):
        raise RuntimeError(f"{side} found {found} users of {count}")
    print(seconds)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
