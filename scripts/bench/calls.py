"""What a call costs beyond a bare httpx GET and json.loads, and what is gained by many calls at once.

The server is a bare one in a process of its own: it answers each request with the same user, after a given latency. The
two sides of each ratio are timed in turn, and the minimum or the best rate of each counts: the rest is the machine.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import platform
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import Any

import httpx

from timeback import AsyncTimeBackClient, TimeBackClient
from timeback.sandbox.district import generate

USERS = "/ims/oneroster/rostering/v1p2/users"


def serve(latency: float, body: bytes, told: Connection) -> None:
    """Answer on a free port until the process is ended."""
    head = f"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n".encode()
    token = b'{"access_token": "t", "expires_in": 36000}'
    token = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n" % len(token) + token

    class Answers(asyncio.Protocol):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            assert isinstance(transport, asyncio.Transport)
            self.transport, self.left = transport, b""

        def data_received(self, data: bytes) -> None:
            self.left += data
            if b"\r\n\r\n" not in self.left or not self.complete():
                return
            answer = token if self.left.startswith(b"POST") else head + body
            self.left = b""
            if latency:
                asyncio.get_running_loop().call_later(latency, self.transport.write, answer)
            else:
                self.transport.write(answer)

        def complete(self) -> bool:
            top, _, rest = self.left.partition(b"\r\n\r\n")
            lengths = [line for line in top.lower().split(b"\r\n") if line.startswith(b"content-length:")]
            return not lengths or len(rest) >= int(lengths[0].partition(b":")[2])

    async def main() -> None:
        server = await asyncio.get_running_loop().create_server(Answers, "127.0.0.1", 0, backlog=256)
        told.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(main())


@contextmanager
def server(latency: float, body: bytes) -> Iterator[str]:
    context = multiprocessing.get_context("spawn")
    mine, theirs = context.Pipe()
    process = context.Process(target=serve, args=(latency, body, theirs), daemon=True)
    process.start()
    try:
        yield f"http://127.0.0.1:{mine.recv()}"
    finally:
        process.terminate()
        process.join()


def settings(url: str) -> dict[str, Any]:
    return {"environment": "staging", "client_id": "id", "client_secret": "s", "api_url": url, "token_url": f"{url}/t"}


def duration(work: Callable[[], object], times: int) -> float:
    start = time.perf_counter()
    for _ in range(times):
        work()
    return (time.perf_counter() - start) / times


async def aduration(work: Callable[[], Any], times: int) -> float:
    start = time.perf_counter()
    for _ in range(times):
        await work()
    return (time.perf_counter() - start) / times


def overhead(url: str, rounds: int) -> tuple[float, float]:
    """Seconds of a call with the client, and of a bare GET and json.loads."""
    headers = {"Authorization": "Bearer t"}
    with TimeBackClient(**settings(url)) as client, httpx.Client(headers=headers) as bare:
        get_user = client.rostering.users.get_user

        def plain() -> object:
            return json.loads(bare.get(f"{url}{USERS}/u1").content)

        def ours() -> object:
            return get_user("u1").sourced_id

        plain(), ours()
        pairs = [(duration(ours, 20), duration(plain, 20)) for _ in range(rounds)]
    return min(one for one, _ in pairs), min(two for _, two in pairs)


async def aoverhead(url: str, rounds: int) -> tuple[float, float]:
    """The same with an event loop."""
    headers = {"Authorization": "Bearer t"}
    async with AsyncTimeBackClient(**settings(url)) as client, httpx.AsyncClient(headers=headers) as bare:
        get_user = client.rostering.users.get_user

        async def plain() -> object:
            return json.loads((await bare.get(f"{url}{USERS}/u1")).content)

        async def ours() -> object:
            return (await get_user("u1")).sourced_id

        await plain()
        await ours()
        pairs = [(await aduration(ours, 20), await aduration(plain, 20)) for _ in range(rounds)]
    return min(one for one, _ in pairs), min(two for _, two in pairs)


def threads(url: str, rounds: int, width: int) -> tuple[float, float]:
    """Calls a second, one at a time and many at once."""
    with TimeBackClient(**settings(url)) as client, ThreadPoolExecutor(width) as pool:
        get_user = client.rostering.users.get_user
        list(pool.map(get_user, ["u1"] * width))
        alone = duration(lambda: get_user("u1"), 20)
        together = min(duration(lambda: list(pool.map(get_user, ["u1"] * width)), 1) for _ in range(rounds))
    return 1 / alone, width / together


async def tasks(url: str, rounds: int, width: int) -> tuple[float, float]:
    """The same with an event loop."""
    async with AsyncTimeBackClient(**settings(url)) as client:
        get_user = client.rostering.users.get_user

        async def all_at_once() -> None:
            await asyncio.gather(*(get_user("u1") for _ in range(width)))

        await all_at_once()
        alone = await aduration(lambda: get_user("u1"), 20)
        together = min([await aduration(all_at_once, 1) for _ in range(rounds)])
    return 1 / alone, width / together


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=40, help="rounds to time (default: 40)")
    parser.add_argument("--width", type=int, default=64, help="calls at once (default: 64)")
    parser.add_argument("--latency", type=float, default=20.0, help="milliseconds for each answer (default: 20)")
    options = parser.parse_args()

    user = next(batch[0] for collection, batch in generate(users=1) if collection == "users")
    body = json.dumps({"user": user}).encode()
    print(f"Python {platform.python_version()}, a user of {len(body)} bytes, {options.rounds} rounds")

    print(f"\n{'one call':12}{'client':>10}{'bare':>12}{'ratio':>8}")
    with server(0.0, body) as url:
        for name, (ours, bare) in (
            ("threads", overhead(url, options.rounds)),
            ("event loop", asyncio.run(aoverhead(url, options.rounds))),
        ):
            print(f"{name:12}{ours * 1e6:>7.0f} us{bare * 1e6:>9.0f} us{ours / bare:>8.2f}")

    at_once = f"{options.width} at once"
    print(f"\n{'calls/s':12}{'alone':>10}{at_once:>12}{'ratio':>8}   at {options.latency:.0f} ms latency")
    with server(options.latency / 1000, body) as url:
        for name, (alone, together) in (
            ("threads", threads(url, options.rounds, options.width)),
            ("event loop", asyncio.run(tasks(url, options.rounds, options.width))),
        ):
            print(f"{name:12}{alone:>10.0f}{together:>12.0f}{together / alone:>8.1f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
