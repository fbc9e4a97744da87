"""Benchmarks of the sandbox server, in a process of its own: a page of users, and creates one after the other."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.client import HTTPConnection
from urllib.parse import urlsplit

from bench.measure import OURS, Plan, Samples, alternate, in_turn, seconds
from bench.servers import TOKEN, USERS, server, users

PAGE = 1000
CREATES = 300
TIMES = 7
DUMPS = "json.dumps of the page"
BARE = "a server that parses and keeps them"


class Requests:
    """Requests on one connection, by http.client, which costs less than a server does."""

    def __init__(self, url: str, token: str) -> None:
        address = urlsplit(url)
        self._connection = HTTPConnection(address.hostname or "", address.port)
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    def send(self, method: str, path: str, body: bytes | None = None) -> bytes:
        self._connection.request(method, path, body, self._headers)
        reply = self._connection.getresponse()
        content = reply.read()
        if reply.status >= 400:
            raise RuntimeError(f"{method} {path}: status {reply.status}")
        return content

    def close(self) -> None:
        self._connection.close()


@contextmanager
def _sandbox(people: int) -> Iterator[Requests]:
    from timeback.sandbox import Sandbox

    with Sandbox(users=people, process=True, auth=False) as box:
        requests = Requests(box.url, "t")
        yield requests
        requests.close()


@contextmanager
def _bare(held: int) -> Iterator[Requests]:
    with server(held=held) as url:
        requests = Requests(url, json.loads(TOKEN)["access_token"])
        yield requests
        requests.close()


def page(plan: Plan) -> Samples:
    """Measure what a page of 1,000 users costs the server, against encoding its objects.

    The time of a request to a server whose reply is prepared, with as many objects, is subtracted.
    """
    count = plan.of(PAGE, 100)
    path = f"{USERS}?limit={count}"
    with _sandbox(PAGE) as sandbox, _bare(count) as bare:
        objects = json.loads(sandbox.send("GET", path))
        if len(objects["users"]) != count:
            raise RuntimeError(f"the page has {len(objects['users'])} users, not {count}")

        def fastest(requests: Requests) -> float:
            return min(seconds(partial(requests.send, "GET", path)) for _ in range(TIMES))

        sides = {
            OURS: lambda: fastest(sandbox) - fastest(bare),
            DUMPS: lambda: min(seconds(partial(json.dumps, objects)) for _ in range(TIMES)),
        }
        return alternate(sides, plan.runs)


def creates(plan: Plan) -> Samples:
    """Measure 300 users created one after the other, against a server that parses the body and keeps it."""
    people = users(plan.of(CREATES, 20))
    numbers = itertools.count()
    with _sandbox(PAGE) as sandbox, _bare(0) as bare:
        # The references in the users are to objects of another district.
        held = json.loads(sandbox.send("GET", f"{USERS}?limit=1"))["users"][0]
        own = {"agents": [], "roles": held["roles"], "primaryOrg": held.get("primaryOrg")}

        def create(requests: Requests) -> None:
            for person in people:
                user = {**person, **own, "sourcedId": f"created-{next(numbers)}"}
                requests.send("POST", USERS, json.dumps({"user": user}).encode())

        return in_turn({OURS: partial(create, sandbox), BARE: partial(create, bare)}, plan.runs)
