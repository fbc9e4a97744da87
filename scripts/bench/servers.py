"""A minimal OneRoster server in its own process, with replies that are prepared in advance.

It implements only what a client needs to list, read and create users, to list enrollments, and to send events.
"""

from __future__ import annotations

import asyncio
import gzip
import json
import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, lru_cache, partial
from multiprocessing.connection import Connection
from typing import Any
from urllib.parse import parse_qs, urlsplit

from bench import channel

USERS = "/ims/oneroster/rostering/v1p2/users"
EVENTS = "/caliper/event"
ENROLLMENTS = "/edubridge/enrollments/user/"
RECEIPT = b'{"status": "success", "jobId": "1"}'
TOKEN = b'{"access_token": "t", "token_type": "Bearer", "expires_in": 36000}'
PATTERNS = 1000
PACKET = 16 * 1024
"""Bytes that a server of limited bandwidth sends at a time."""
KNOWN_TO_ALL = ("student", "teacher", "guardian", "parent", "administrator", "aide", "proctor", "relative")


@cache
def patterns() -> list[bytes]:
    """Return users as JSON without the id, which is the first property; each has an agent, such as a guardian."""
    if channel.comparison is not None:
        return channel.comparison.patterns()
    found = []
    for user in _district("users"):
        user["agents"] = [{"sourcedId": "u000000000", "type": "user"}]
        # A peer rejects a page with any other role, or with grades that are not numbers.
        user["grades"] = [grade if grade.isdigit() else "1" for grade in user.get("grades") or []]
        for role in user["roles"]:
            role["role"] = role["role"] if role["role"] in KNOWN_TO_ALL else "administrator"
        del user["sourcedId"]
        found.append(json.dumps(user, ensure_ascii=False, separators=(",", ":")).encode()[1:])
    return found


def user_bytes(number: int) -> bytes:
    """Return one user; numbers and ids have the same order."""
    return b'{"sourcedId":"u%09d",%b' % (number, patterns()[number % PATTERNS])


def users(count: int) -> list[dict[str, Any]]:
    """Return users as dicts."""
    return [json.loads(user_bytes(number)) for number in range(count)]


def page(count: int, offset: int = 0, total: int | None = None) -> bytes:
    """Return the body of a page."""
    found = b",".join(user_bytes(number) for number in range(offset, offset + count))
    return b'{"users":[%b],"totalCount":%d,"offset":%d,"limit":%d}' % (found, total or count, offset, count)


@cache
def orgs() -> dict[str, dict[str, Any]]:
    """Return the organisations that the users refer to, by id."""
    return {org["sourcedId"]: org for org in _district("orgs")}


def _district(name: str) -> Iterator[dict[str, Any]]:
    """Return a collection of the generated district. The comparing process sends it in a comparison, see patterns()."""
    from timeback.sandbox.fake_data.district import generate

    for collection, batch in generate(users=PATTERNS):
        if collection == name:
            yield from batch


@cache
def enrollments() -> bytes:
    """Return the body of a list of three enrollments of EduBridge."""
    one = {
        "role": "student",
        "beginDate": "2025-08-18T00:00:00.000Z",
        "endDate": None,
        "metadata": {"goals": {"dailyXp": 25, "dailyLessons": 1}},
        "school": {"id": "school-1", "name": "North"},
        "testOutSupported": True,
        "testOutEligible": False,
    }
    course = {"subjects": ["Math"], "grades": ["5"], "metadata": {"metrics": {"totalXp": 900}}}
    courses = [{"id": f"course-{number}", "title": f"Math {number}", **course} for number in range(3)]
    return json.dumps({"data": [{**one, "id": course["id"], "course": course} for course in courses]}).encode()


def _org(sourced_id: str) -> tuple[int, bytes]:
    if not sourced_id:
        return 200, json.dumps({"orgs": list(orgs().values()), "totalCount": len(orgs())}).encode()
    found = orgs().get(sourced_id)
    return (200, json.dumps({"org": found}).encode()) if found else (404, b"{}")


class _Users:
    """The server's replies. The first ``held`` users exist from the start; created users are kept."""

    def __init__(self, held: int) -> None:
        self._held = held
        self._created: dict[str, bytes] = {}
        self._page = lru_cache(maxsize=8)(self._make_page)

    def answer(self, method: str, target: str, body: bytes) -> tuple[int, bytes]:
        url = urlsplit(target)
        if method == "POST" and url.path == "/reset":
            self._created.clear()
            return 200, b"{}"
        if method == "POST" and url.path.endswith("/users"):
            return self._create(body)
        if method == "POST" and url.path == EVENTS:
            return 200, RECEIPT
        if method == "POST":
            return 200, TOKEN
        if url.path.startswith(ENROLLMENTS):
            return 200, enrollments()
        collection, _, sourced_id = url.path.partition("/v1p2/")[2].partition("/")
        if collection == "orgs":
            return _org(sourced_id)
        if not sourced_id:
            query = parse_qs(url.query)
            offset, limit = int(query.get("offset", ["0"])[0]), int(query.get("limit", ["100"])[0])
            return 200, self._page(max(min(limit, self._held - offset), 0), offset)
        if method == "PUT":
            self._created[sourced_id] = body
        return self._one(sourced_id)

    def _make_page(self, count: int, offset: int) -> bytes:
        return page(count, offset, self._held)

    def _create(self, body: bytes) -> tuple[int, bytes]:
        sourced_id = json.loads(body)["user"]["sourcedId"]
        self._created[sourced_id] = body
        pair = {"suppliedSourcedId": sourced_id, "allocatedSourcedId": sourced_id}
        return 201, json.dumps({"sourcedIdPairs": pair}).encode()

    def _one(self, sourced_id: str) -> tuple[int, bytes]:
        if sourced_id in self._created:
            return 200, self._created[sourced_id]
        number = int(sourced_id.removeprefix("u") or 0)
        if number >= self._held:
            return 404, b"{}"
        return 200, b'{"user":%b}' % user_bytes(number)


def _serve(latency: float, held: int, bandwidth: float, port: Connection) -> None:
    """Serve on a free port until the process is terminated."""
    source = _Users(held)
    # Both sides of a row read the same pages, so that compressing them is not part of what is measured.
    compressed = lru_cache(maxsize=256)(partial(gzip.compress, compresslevel=6, mtime=0))

    class Answers(asyncio.Protocol):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            assert isinstance(transport, asyncio.Transport)
            self._transport, self._left = transport, b""

        def data_received(self, data: bytes) -> None:
            self._left += data
            top, found, rest = self._left.partition(b"\r\n\r\n")
            if not found:
                return
            lower = top.lower()
            place = lower.find(b"\r\ncontent-length:")
            length = 0 if place < 0 else int(lower[place + 17 :].split(b"\r\n", 1)[0])
            if len(rest) < length:
                return
            self._left = b""
            method, target, _ = top.split(b"\r\n", 1)[0].decode().split(" ", 2)
            status, body = source.answer(method, target, rest)
            encoding = b""
            if bandwidth and b"gzip" in lower.partition(b"\r\naccept-encoding:")[2].split(b"\r\n", 1)[0]:
                body, encoding = compressed(body), b"content-encoding: gzip\r\n"
            head = b"HTTP/1.1 %d OK\r\ncontent-type: application/json\r\n%bcontent-length: %d\r\n\r\n"
            self._send(head % (status, encoding, len(body)) + body)

        def _send(self, answer: bytes) -> None:
            later = asyncio.get_running_loop().call_later
            if bandwidth:
                for start in range(0, len(answer), PACKET):
                    packet = answer[start : start + PACKET]
                    later(latency + (start + len(packet)) / bandwidth, self._transport.write, packet)
            elif latency:
                later(latency, self._transport.write, answer)
            else:
                self._transport.write(answer)

    async def main() -> None:
        server = await asyncio.get_running_loop().create_server(Answers, "127.0.0.1", 0, backlog=512)
        port.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(main())


@contextmanager
def server(*, latency: float = 0.0, held: int = PATTERNS, bandwidth: float = 0.0) -> Iterator[str]:
    """Run a server during the block and return its address.

    Args:
        latency: seconds for each reply.
        held: how many users exist from the start.
        bandwidth: bytes per second of each connection, over which replies are compressed if the client accepts it;
            0 for no limit and no compression.

    In a comparison of two versions the comparing process starts it, so that both sides use the same server.
    """
    if channel.comparison is not None:
        yield channel.comparison.server(latency, held, bandwidth)
        return
    context = multiprocessing.get_context("spawn")
    mine, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(latency, held, bandwidth, theirs), daemon=True)
    process.start()
    # If this end stayed open, the parent would wait forever for a child that died.
    theirs.close()
    try:
        yield f"http://127.0.0.1:{mine.recv()}"
    finally:
        process.terminate()
        process.join()


def settings(url: str) -> dict[str, Any]:
    """Return the settings of our clients for a server."""
    return {"environment": "staging", "client_id": "id", "client_secret": "s", "api_url": url, "token_url": f"{url}/t"}
