"""A server of users with configurable quirks, and a reader for the sync and the async client."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import Any

import httpx

from timeback import AsyncTimeBackClient, TimeBackClient

SETTINGS: dict[str, Any] = {
    "api_url": "http://127.0.0.1:9",
    "client_id": "id",
    "client_secret": "secret",
    "max_retries": 0,
}


def ids(count: int, start: int = 0) -> list[str]:
    return [f"u{number:04}" for number in range(start, start + count)]


def users(keys: Iterable[str]) -> list[dict[str, Any]]:
    return [{"sourcedId": key, "givenName": f"Name of {key}"} for key in keys]


class PagingServer:
    """Pages ``keys`` by limit and offset, by default without quirks.

    keys: the ids of its objects in order; a test may change them during an iteration
    cap: the largest page size
    total: the reported total: True for the correct one, None for none, or a number
    under: the property that contains the list
    ignore_offset: whether it always sends the first page
    answer: called with the number of the request (from 1), its query and the usual reply; returns the reply or an error
    """

    def __init__(
        self,
        keys: Iterable[str],
        *,
        cap: int = 3000,
        total: bool | int | None = True,
        under: str = "users",
        ignore_offset: bool = False,
        answer: Callable[[int, dict[str, str], dict[str, Any]], Any] | None = None,
    ) -> None:
        self.keys = list(keys)
        self.cap, self.total, self.under, self.ignore_offset = cap, total, under, ignore_offset
        self._answer = answer
        self.queries: list[dict[str, str]] = []

    @property
    def offsets(self) -> list[int]:
        return [int(query.get("offset", 0)) for query in self.queries]

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/token"):
            return httpx.Response(200, json={"access_token": "t", "expires_in": 3600})
        query = dict(request.url.params)
        self.queries.append(query)
        start = 0 if self.ignore_offset else int(query.get("offset", 0))
        found = self.keys[start:][: min(int(query["limit"]), self.cap)]
        reply: Any = {self.under: users(found)}
        if self.total is not None:
            reply["totalCount"] = len(self.keys) if self.total is True else self.total
        if self._answer is not None:
            reply = self._answer(len(self.queries), query, reply)
        if isinstance(reply, Exception):
            raise reply
        return reply if isinstance(reply, httpx.Response) else httpx.Response(200, json=reply)


class Reader:
    """Reads all objects of a listing, or the first ``most``, with either client."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def read(self, server: Any, most: int | None = None, into: list[Any] | None = None, **arguments: Any) -> list[Any]:
        """Returns the ids in order; ``into`` receives those before an error."""
        got: list[Any] = [] if into is None else into
        if self.kind == "async":
            asyncio.run(self._read(server, most, got, arguments))
            return got
        with TimeBackClient(transport=httpx.MockTransport(server), **SETTINGS) as client:
            for user in client.rostering.users.iter_users(**arguments):
                got.append(user.sourced_id)
                if len(got) == most:
                    break
        return got

    async def _read(self, server: Any, most: int | None, got: list[Any], arguments: dict[str, Any]) -> None:
        async with AsyncTimeBackClient(transport=httpx.MockTransport(server), **SETTINGS) as client:
            async for user in client.rostering.users.iter_users(**arguments):
                got.append(user.sourced_id)
                if len(got) == most:
                    break
