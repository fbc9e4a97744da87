"""Benchmarks of requests: sequential and concurrent."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import httpx
from bench.measure import OURS, Plan, Samples, in_turn
from bench.servers import USERS, server, settings, users

WIDTH = 64
CREATES = 300
HEADERS = {"Authorization": "Bearer t"}


class Loop:
    """An event loop that is reused, so that connections are kept between measurements."""

    def __init__(self) -> None:
        self._runner = asyncio.Runner()

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self._runner.run(work)

    def close(self) -> None:
        self._runner.close()


@contextmanager
def loop() -> Iterator[Loop]:
    found = Loop()
    try:
        yield found
    finally:
        found.close()


def peer(url: str) -> Any:
    """Return timeback-core's client for the same server."""
    client = import_module("timeback_core").TimebackClient
    return client(base_url=url, auth_url=f"{url}/t", client_id="id", client_secret="s")


def gets(plan: Plan) -> Samples:
    """Measure 2,000 sequential GETs of one user in one thread."""
    from timeback import TimeBackClient

    count = plan.of(2000, 200)
    with server() as url, TimeBackClient(**settings(url)) as client, httpx.Client(headers=HEADERS) as bare:
        get_user = client.rostering.users.get_user

        def ours() -> None:
            for _ in range(count):
                get_user("u000000001").given_name  # noqa: B018

        def plain() -> None:
            for _ in range(count):
                json.loads(bare.get(f"{url}{USERS}/u000000001").content)["user"]["givenName"]

        return in_turn({OURS: ours, "bare httpx": plain}, plan.runs)


def gets_async(plan: Plan) -> Samples:
    """The same with an event loop."""
    from timeback import AsyncTimeBackClient

    count = plan.of(2000, 200)
    with server() as url, loop() as events:
        client, bare = AsyncTimeBackClient(**settings(url)), httpx.AsyncClient(headers=HEADERS)
        get_user = client.rostering.users.get_user

        async def ours() -> None:
            for _ in range(count):
                (await get_user("u000000001")).given_name  # noqa: B018

        async def plain() -> None:
            for _ in range(count):
                json.loads((await bare.get(f"{url}{USERS}/u000000001")).content)["user"]["givenName"]

        sides: dict[str, Callable[[], object]] = {
            OURS: lambda: events.run(ours()),
            "bare httpx": lambda: events.run(plain()),
        }
        closing = [client.aclose, bare.aclose]
        if plan.peers:
            other = events.run(_made(peer, url))

            async def theirs() -> None:
                for _ in range(count):
                    (await other.oneroster.users.get("u000000001")).given_name  # noqa: B018

            sides["timeback-core"] = lambda: events.run(theirs())
            closing.append(other.close)
        samples = in_turn(sides, plan.runs)
        for close in closing:
            events.run(close())
        return samples


async def _made(make: Callable[..., Any], *args: Any) -> Any:
    return make(*args)


def at_once(plan: Plan) -> Samples:
    """Measure 64 concurrent GETs in threads at 20 ms latency, against as many sequential ones."""
    from timeback import TimeBackClient

    ids = [f"u{number:09d}" for number in range(plan.of(WIDTH, 8))]
    with server(latency=0.02) as url, TimeBackClient(**settings(url)) as client, ThreadPoolExecutor(WIDTH) as pool:
        get_user = client.rostering.users.get_user
        return in_turn(
            {
                OURS: lambda: list(pool.map(get_user, ids)),
                "one at a time": lambda: [get_user(one) for one in ids],
            },
            plan.runs,
        )


def creates(plan: Plan, milliseconds: int) -> Samples:
    """Measure 300 users created by threads, against one at a time."""
    from timeback import TimeBackClient

    people = users(plan.of(CREATES, 20))
    with server(latency=milliseconds / 1000) as url, TimeBackClient(**settings(url)) as client:
        resource = client.rostering.users
        return in_turn(
            {
                OURS: lambda: _all(resource.create_many(people, concurrency=WIDTH), people),
                "one at a time": lambda: [resource.create_user(one) for one in people],
            },
            plan.few,
        )


def creates_async(plan: Plan, milliseconds: int) -> Samples:
    """The same with an event loop."""
    from timeback import AsyncTimeBackClient

    people = users(plan.of(CREATES, 20))
    with server(latency=milliseconds / 1000) as url, loop() as events:
        client = AsyncTimeBackClient(**settings(url))
        resource = client.rostering.users

        async def ours() -> None:
            _all(await resource.create_many(people, concurrency=WIDTH), people)

        async def serial() -> None:
            for one in people:
                await resource.create_user(one)

        samples = in_turn({OURS: lambda: events.run(ours()), "one at a time": lambda: events.run(serial())}, plan.few)
        events.run(client.aclose())
        return samples


def events_sent(plan: Plan) -> Samples:
    """Measure 300 events sent in batches at 20 ms latency, against one request for each."""
    from timeback import TimeBackClient
    from timeback.events import Activity, Actor, TimeSpentEvent

    student = Actor(id="user-1", email="student@school.example")
    lesson = Activity(id="lesson-1", name="Fractions", course_id="math-3", subject="Math", app="App")
    made = [TimeSpentEvent(actor=student, activity=lesson, active=60) for _ in range(plan.of(CREATES, 40))]
    with server(latency=0.02) as url, TimeBackClient(**settings(url), sensor="https://app.example") as client:

        def ours() -> None:
            if len(client.events.send_many(made).sent) != len(made):
                raise RuntimeError("not all events were sent")

        def serial() -> None:
            for event in made:
                client.events.send(event)

        return in_turn({OURS: ours, "one at a time": serial}, plan.few)


def _all(made: Any, people: list[dict[str, Any]]) -> None:
    if not made or len(made.results) != len(people):
        raise RuntimeError("not all users were created")
