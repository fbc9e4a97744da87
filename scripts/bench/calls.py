"""Benchmarks of requests: sequential and concurrent."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import httpx
from bench.measure import OURS, Plan, Samples, in_turn
from bench.servers import ENROLLMENTS, USERS, server, settings, users

WIDTH = 64
CREATES = 300
HEADERS = {"Authorization": "Bearer t"}
JSON = {"Content-Type": "application/json"}


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


async def _made(make: Callable[..., Any], *args: Any, **options: Any) -> Any:
    return make(*args, **options)


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
    """Measure 300 users created by one batch of the synchronous client, against one at a time."""
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

        sides: dict[str, Callable[[], object]] = {
            OURS: lambda: events.run(ours()),
            "one at a time": lambda: events.run(serial()),
        }
        closing = [client.aclose]
        if plan.peers:
            orjson = _hidden_orjson()
            connector = events.run(_made(import_module("aiohttp").TCPConnector, limit=WIDTH))
            session = events.run(_made(import_module("aiohttp").ClientSession, connector=connector, headers=HEADERS))
            sides["aiohttp and orjson, by hand"] = lambda: events.run(
                _create_by_hand(session, f"{url}{USERS}", people, orjson)
            )
            closing.append(session.close)
        samples = in_turn(sides, plan.few)
        for close in closing:
            events.run(close())
        return samples


def _hidden_orjson() -> Any:
    """Return orjson although the process hides it from our side."""
    hidden = sys.modules.pop("orjson", None)
    try:
        return import_module("orjson")
    finally:
        sys.modules["orjson"] = hidden  # type: ignore[assignment]


async def _create_by_hand(session: Any, url: str, people: list[dict[str, Any]], orjson: Any) -> None:
    """Create users as a program for this one task could at best; connections are limited by the session."""

    async def create(one: dict[str, Any]) -> str:
        async with session.post(url, data=orjson.dumps({"user": one}), headers=JSON) as reply:
            reply.raise_for_status()
            return str(orjson.loads(await reply.read())["sourcedIdPairs"]["allocatedSourcedId"])

    await asyncio.gather(*map(create, people))


def enrollments(plan: Plan) -> Samples:
    """Measure 1,000 lists of the enrollments of one student in EduBridge, with an event loop."""
    from timeback import AsyncTimeBackClient

    count = plan.of(1000, 100)
    with server() as url, loop() as events:
        client = AsyncTimeBackClient(**settings(url))

        async def ours() -> None:
            for _ in range(count):
                (await client.edubridge.list_enrollments("u000000001"))[0].role  # noqa: B018

        async def theirs(other: Any) -> None:
            for _ in range(count):
                (await other.edubridge.enrollments.list(user_id="u000000001"))[0].role  # noqa: B018

        sides: dict[str, Callable[[], object]] = {OURS: lambda: events.run(ours())}
        closing = [client.aclose]
        bare = httpx.AsyncClient(headers=HEADERS)
        closing.append(bare.aclose)

        async def plain() -> None:
            for _ in range(count):
                json.loads((await bare.get(f"{url}{ENROLLMENTS}u000000001")).content)["data"][0]["role"]

        sides["bare httpx"] = lambda: events.run(plain())
        if plan.peers:
            other = events.run(_made(peer, url))
            sides["timeback-core"] = lambda: events.run(theirs(other))
            closing.append(other.close)
        samples = in_turn(sides, plan.runs)
        for close in closing:
            events.run(close())
        return samples


def events_sent(plan: Plan) -> Samples:
    """Measure 300 events sent in batches at 20 ms latency, against one request for each."""
    from timeback import TimeBackClient
    from timeback.events import Activity, Actor, TimeSpentEvent

    student = Actor(id="user-1", email="student@school.example")
    lesson = Activity(id="lesson-1", name="Fractions", course_id="math-3", subject="Math", app="App")
    made = [TimeSpentEvent(actor=student, activity=lesson, active=60) for _ in range(plan.of(CREATES, 40))]
    with (
        server(latency=0.02) as url,
        TimeBackClient(**settings(url), sensor="https://app.example") as client,
        loop() as events,
    ):

        def ours() -> None:
            if len(client.events.send_many(made).sent) != len(made):
                raise RuntimeError("not all events were sent")

        def serial() -> None:
            for event in made:
                client.events.send(event)

        sides: dict[str, Callable[[], object]] = {OURS: ours, "one at a time": serial}
        if not plan.peers:
            return in_turn(sides, plan.few)
        core, theirs = events.run(_made(peer, url)), _events_of_core(len(made))
        # It sends one envelope for each call, and leaves batches to the caller.
        sides["timeback-core, one envelope"] = lambda: events.run(
            core.caliper.events.send("https://app.example", theirs)
        )
        samples = in_turn(sides, plan.few)
        events.run(core.close())
        return samples


def _events_of_core(count: int) -> list[Any]:
    caliper, types = import_module("timeback_caliper"), import_module("timeback_caliper.types.timeback")
    student = types.TimebackUser(id="user-1", type="TimebackUser", email="student@school.example")
    lesson = types.TimebackActivityContext(
        id="lesson-1", type="TimebackActivityContext", subject="Math", app=types.TimebackApp(name="App")
    )
    spent = types.TimeSpentInput(actor=student, object=lesson, metrics=[types.TimeSpentMetric(type="active", value=60)])
    return [caliper.create_time_spent_event(spent) for _ in range(count)]


def _all(made: Any, people: list[dict[str, Any]]) -> None:
    if not made or len(made.results) != len(people):
        raise RuntimeError("not all users were created")
