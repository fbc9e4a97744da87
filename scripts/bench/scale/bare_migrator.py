"""Copies users with httpx and json only, and prints the seconds of processor time, as the lower bound of a migration.

``python -m bench.scale.bare_migrator SOURCE TARGET``: it sends the requests that a migration to an empty target sends:
one for the size of each side, the pages of the source, and one POST for each user, so many at once as a migration. It
keeps no journal, checks nothing but the status, and does not change the objects.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time

import httpx

USERS = "/ims/oneroster/rostering/v1p2/users"
PAGE = 3000
CONCURRENCY = 64


async def copy(source: str, target: str) -> int:
    """Copy all users and return their number.

    Raises:
        RuntimeError: the target did not create one.
    """
    limit = asyncio.Semaphore(CONCURRENCY)

    async def create(user: object) -> None:
        try:
            reply = await client.post(f"{target}{USERS}", content=json.dumps({"user": user}), headers=kind)
            if reply.status_code != 201:
                raise RuntimeError(f"the target answered {reply.status_code}")
            json.loads(reply.content)
        finally:
            limit.release()

    kind = {"Content-Type": "application/json"}
    limits = httpx.Limits(max_connections=CONCURRENCY, max_keepalive_connections=CONCURRENCY)
    async with httpx.AsyncClient(headers={"Authorization": "Bearer t"}, limits=limits) as client:
        for server in (target, source):
            total = json.loads((await client.get(f"{server}{USERS}", params={"limit": 1})).content)["totalCount"]
        async with asyncio.TaskGroup() as tasks:
            for offset in range(0, total, PAGE):
                query: dict[str, str | int] = {"limit": PAGE, "offset": offset, "sort": "sourcedId", "orderBy": "asc"}
                page = json.loads((await client.get(f"{source}{USERS}", params=query)).content)
                for user in page["users"]:
                    await limit.acquire()
                    tasks.create_task(create(user))
    return int(total)


def main() -> int:
    source, target = sys.argv[1:]
    start = time.process_time()
    copied = asyncio.run(copy(source, target))
    print(json.dumps({"objects": copied, "cpu": time.process_time() - start}))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
