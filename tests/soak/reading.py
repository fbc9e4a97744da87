"""One way to read all users of a server, in a process of its own: prints seconds, peak memory in MB, and the count.

python -m tests.soak.reading bare|sync|async URL CLIENT_ID CLIENT_SECRET SIZE
"""

from __future__ import annotations

import asyncio
import json
import resource
import sys
import time
from pathlib import Path

import httpx

from timeback import AsyncTimeBackClient, TimeBackClient

BASE = "/ims/oneroster/rostering/v1p2/users"


def bare(url: str, client_id: str, client_secret: str, size: int) -> int:
    count = 0
    with httpx.Client(base_url=url, timeout=60) as client:
        form = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": client_secret}
        token = client.post("/oauth2/token", data=form).json()["access_token"]
        client.headers["Authorization"] = f"Bearer {token}"
        while True:
            query = {"limit": size, "offset": count, "sort": "sourcedId", "orderBy": "asc"}
            data = json.loads(client.get(BASE, params=query).content)
            for _ in data["users"]:
                count += 1
            if count >= data["totalCount"]:
                return count


def facade(url: str, client_id: str, client_secret: str, size: int) -> int:
    count = 0
    with TimeBackClient(api_url=url, client_id=client_id, client_secret=client_secret, timeout=60) as client:
        for _ in client.rostering.users.iter_users(page_size=size):
            count += 1
    return count


async def in_a_loop(url: str, client_id: str, client_secret: str, size: int) -> int:
    count = 0
    async with AsyncTimeBackClient(api_url=url, client_id=client_id, client_secret=client_secret, timeout=60) as client:
        async for _ in client.rostering.users.iter_users(page_size=size):
            count += 1
    return count


def main(way: str, url: str, client_id: str, client_secret: str, size: str) -> None:
    began = time.perf_counter()
    match way:
        case "bare":
            count = bare(url, client_id, client_secret, int(size))
        case "sync":
            count = facade(url, client_id, client_secret, int(size))
        case _:
            count = asyncio.run(in_a_loop(url, client_id, client_secret, int(size)))
    seconds = time.perf_counter() - began
    print(json.dumps([seconds, peak(), count]))


def peak() -> float:
    """The most memory that this process held. What getrusage says begins with that of the process that started it."""
    status = Path("/proc/self/status")
    if status.exists():
        (kilobytes,) = [line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmHWM")]
        return int(kilobytes) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    main(*sys.argv[1:])
