"""A server of OneRoster collections of any size, in its own process, whose pages cost it a few microseconds an object.

It has what reading and migrating need: OAuth, pages with their totals and links, filters by id and by what templates
share, sorting, fields, single objects, latency, a page cap and a rate limit. Objects refer to objects that exist. Of a
written object only the id is kept, in one bit: ``GET`` answers with the object that is invented for the id. It is in no
listing, and references are not checked.
"""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import time
import urllib.request
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import formatdate
from functools import lru_cache
from math import ceil
from multiprocessing.connection import Connection
from typing import Any, Final
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

from bench.scale.objects import Collection, collections
from bench.scale.selection import NotSupportedError, Selection

TOKEN: Final = b'{"access_token": "t", "token_type": "Bearer", "expires_in": 36000}'
DEFAULT_LIMIT: Final = 100
_WRITES: Final = ("POST", "PUT", "PATCH", "DELETE")


@dataclass(frozen=True, kw_only=True)
class ScaleSettings:
    """What the server holds and how it behaves.

    Attributes:
        sizes: the number of objects of each collection, such as ``{"users": 1_000_000}``. Collections that they refer
            to have 10, unless they are named.
        latency: seconds from a request to its reply.
        page_cap: the most objects of a page, whatever the request asks for.
        requests_per_second: the rate above which requests are answered with 429 and ``Retry-After``; None for any.
        totals: whether pages have ``totalCount`` and the header ``X-Total-Count``.
        links: whether pages have the header ``Link``.
        deleted_every: the interval of the objects that are marked as deleted; 0 for none.
        starts_empty: whether listings are empty and single objects exist only if they were written, as on the target of
            a migration from a server of the same sizes.
    """

    sizes: Mapping[str, int] = field(default_factory=dict)
    latency: float = 0.0
    page_cap: int = 3000
    requests_per_second: float | None = None
    totals: bool = True
    links: bool = True
    deleted_every: int = 0
    starts_empty: bool = False


@dataclass(frozen=True)
class Reply:
    """A reply without the headers that all have."""

    status: int
    body: bytes
    headers: bytes = b""


class Replies:
    """The server without its sockets."""

    def __init__(self, settings: ScaleSettings) -> None:
        self._settings = settings
        made = collections(settings.sizes, deleted_every=settings.deleted_every, starts_empty=settings.starts_empty)
        self._collections = {one.path: one for one in made}
        self._written: dict[str, bytearray] = defaultdict(bytearray)
        self._select = lru_cache(maxsize=256)(Selection)
        self._counts: Counter[str] = Counter()
        self._tokens, self._refilled = max(settings.requests_per_second or 0.0, 1.0), time.monotonic()

    def answer(self, method: str, target: str, head: bytes, body: bytes) -> Reply:
        """The reply to a request; ``head`` is its header lines in lower case."""
        url = urlsplit(target)
        if url.path == "/stats":
            return Reply(200, json.dumps(self._counts).encode())
        if url.path == "/t":
            self._counts["tokens"] += 1
            return Reply(200, TOKEN)
        if b"\r\nauthorization: bearer t" not in head:
            return _error(401, "unauthorisedrequest", "the access token is missing or unknown")
        if (wait := self._seconds_to_wait()) > 0:
            self._counts["limited"] += 1
            return _error(429, "server_busy", "too many requests", b"retry-after: %d\r\n" % ceil(wait))
        collection, sourced_id = self._collections.get(url.path), ""
        if collection is None:
            path, _, sourced_id = url.path.rpartition("/")
            collection = self._collections.get(path)
        if collection is None:
            return _error(404, "unknownobject", f"{url.path} is not served")
        self._counts[f"{method} {collection.entity.name}"] += 1
        if method in _WRITES:
            return self._write(collection, method, unquote(sourced_id), body)
        query = {name: values[-1] for name, values in parse_qs(url.query).items()}
        if sourced_id:
            return self._one(collection, unquote(sourced_id))
        return self._page(collection, query, url.path)

    def _seconds_to_wait(self) -> float:
        """Take a token of the bucket, which holds those of one second, or return when there is one."""
        rate = self._settings.requests_per_second
        if rate is None:
            return 0.0
        now = time.monotonic()
        self._tokens = min(self._tokens + (now - self._refilled) * rate, max(rate, 1.0))
        self._refilled = now
        if self._tokens < 1:
            return (1 - self._tokens) / rate
        self._tokens -= 1
        return 0.0

    def _page(self, collection: Collection, query: dict[str, str], path: str) -> Reply:
        try:
            offset, limit = int(query.get("offset", 0)), int(query.get("limit", DEFAULT_LIMIT))
            if offset < 0 or limit < 1:
                raise NotSupportedError("offset or limit: must not be negative")
            sort, order = query.get("sort", ""), query.get("orderBy", "asc")
            selection = self._select(collection, query.get("filter", ""), sort, order)
        except ValueError as error:
            return _error(400, "invalid_filter_field", str(error))
        numbers = selection.page(offset, min(limit, self._settings.page_cap))
        fields = tuple(name for name in query.get("fields", "").split(",") if name)
        self._counts[f"objects of {collection.entity.name}"] += len(numbers)
        body, headers = b'{"%b":[%b]' % (collection.key.encode(), collection.encode(numbers, fields)), b""
        total, end = len(selection), offset + len(numbers)
        if self._settings.totals:
            body += b',"totalCount":%d,"limit":%d,"offset":%d' % (total, limit, offset)
            headers += b"x-total-count: %d\r\n" % total
        if self._settings.links:
            targets = {"first": 0, "next": end} if numbers and end < total else {"first": 0}
            found = (f'<{path}?{urlencode({**query, "offset": to})}>; rel="{name}"' for name, to in targets.items())
            headers += f"link: {', '.join(found)}\r\n".encode()
        return Reply(200, body + b"}", headers)

    def _one(self, collection: Collection, sourced_id: str) -> Reply:
        number = collection.number_of(sourced_id)
        if number is None and (found := collection.number_in(sourced_id)) is not None:
            bits = self._written[collection.entity.name]
            number = found if found // 8 < len(bits) and bits[found // 8] >> found % 8 & 1 else None
        if number is None:
            return _error(404, "unknownobject", f"{collection.entity.name} have no such id")
        return Reply(200, b'{"%b":%b}' % (collection.entity.singular.encode(), collection.encode([number])))

    def _write(self, collection: Collection, method: str, sourced_id: str, body: bytes) -> Reply:
        self._counts[f"written {collection.entity.name}"] += 1
        if method == "POST":
            content = json.loads(body).get(collection.entity.singular, {})
            given = content.get("sourcedId") or f"new-{self._counts[f'written {collection.entity.name}']:09d}"
            self._keep(collection, given)
            pair = {"suppliedSourcedId": given, "allocatedSourcedId": given}
            return Reply(201, json.dumps({"sourcedIdPairs": pair}).encode())
        if method == "DELETE":
            return Reply(204, b"")
        self._keep(collection, sourced_id)
        return Reply(200, body or b"{}")

    def _keep(self, collection: Collection, sourced_id: str) -> None:
        number = collection.number_in(sourced_id)
        if number is not None:
            bits = self._written[collection.entity.name]
            bits.extend(bytes(max(number // 8 + 1 - len(bits), 0)))
            bits[number // 8] |= 1 << number % 8


def _error(status: int, code: str, text: str, headers: bytes = b"") -> Reply:
    fields = [{"imsx_codeMinorFieldName": "TargetEndSystem", "imsx_codeMinorFieldValue": code}]
    content = {
        "imsx_codeMajor": "failure",
        "imsx_severity": "error",
        "imsx_description": text,
        "imsx_CodeMinor": {"imsx_codeMinorField": fields},
    }
    return Reply(status, json.dumps(content).encode(), headers)


class _Connection(asyncio.Protocol):
    """One connection. Requests are answered in their order, each after the latency."""

    def __init__(self, replies: Replies, latency: float) -> None:
        self._replies, self._latency = replies, latency
        self._received = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._received += data
        while True:
            head, found, rest = self._received.partition(b"\r\n\r\n")
            if not found:
                return
            lower = head.lower()
            place = lower.find(b"\r\ncontent-length:")
            length = 0 if place < 0 else int(lower[place + 17 :].split(b"\r\n", 1)[0])
            if len(rest) < length:
                return
            self._received = rest[length:]
            method, target, _ = head.split(b"\r\n", 1)[0].decode().split(" ", 2)
            self._reply(self._replies.answer(method, target, lower, rest[:length]))

    def _reply(self, reply: Reply) -> None:
        head = b"HTTP/1.1 %d .\r\ndate: %b\r\ncontent-type: application/json\r\ncontent-length: %d\r\n%b\r\n" % (
            reply.status,
            formatdate(usegmt=True).encode(),
            len(reply.body),
            reply.headers,
        )
        if self._latency:
            asyncio.get_running_loop().call_later(self._latency, self._write, [head, reply.body])
        else:
            self._write([head, reply.body])

    def _write(self, parts: list[bytes]) -> None:
        if self._transport is not None and not self._transport.is_closing():
            self._transport.writelines(parts)


def _serve(settings: ScaleSettings, port: Connection) -> None:
    """Serve on a free port until the process is terminated."""
    replies = Replies(settings)

    async def main() -> None:
        loop = asyncio.get_running_loop()
        listener = await loop.create_server(lambda: _Connection(replies, settings.latency), "127.0.0.1", 0, backlog=512)
        port.send(listener.sockets[0].getsockname()[1])
        await listener.serve_forever()

    asyncio.run(main())


@dataclass(frozen=True)
class ScaleServer:
    """A running server."""

    url: str

    def stats(self) -> dict[str, int]:
        """What it has answered: ``tokens``, ``limited``, ``GET users``, ``objects of users``, ``written users``..."""
        with urllib.request.urlopen(f"{self.url}/stats") as reply:  # noqa: S310 - our own server
            found: dict[str, int] = json.load(reply)
        return found

    def client_settings(self) -> dict[str, Any]:
        """The settings of a client for this server."""
        return {
            "environment": "staging",
            "client_id": "id",
            "client_secret": "s",
            "api_url": self.url,
            "token_url": f"{self.url}/t",
        }

    def variables(self) -> dict[str, str]:
        """The environment variables of a program for this server, such as the command line."""
        return {f"TIMEBACK_{name.upper()}": value for name, value in self.client_settings().items()}


@contextmanager
def scale_server(**settings: Any) -> Iterator[ScaleServer]:
    """Run a server during the block. The arguments are those of ``ScaleSettings``."""
    context = multiprocessing.get_context("spawn")
    mine, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(ScaleSettings(**settings), theirs), daemon=True)
    process.start()
    # If this end stayed open, the parent would wait forever for a child that died.
    theirs.close()
    try:
        yield ScaleServer(f"http://127.0.0.1:{mine.recv()}")
    finally:
        process.terminate()
        process.join()
