"""A server of users that sorts and filters by id, each in an order of its own, and with flaws that a test selects."""

from __future__ import annotations

import re
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
_CONDITION = re.compile(r"(\w+)(>=|<=|>|<|=)'((?:[^']|'')*)'")


class ListingServer:
    """Pages users in the order of their ids.

    keys: their ids; a test may change them meanwhile
    sort_key, filter_key: the orders in which ids are sorted, and compared in a filter
    ignores: what of the query it ignores: filter, sort, orderBy, offset, second (all conditions but the first), last
        (all but the last)
    rejects: parameters that it answers with 400
    totals: whether it reports totals
    cap: the largest page
    before: called with the number of the request (from 1) and its query; what it returns is the reply, if not None
    """

    def __init__(
        self,
        keys: Iterable[str],
        *,
        sort_key: Callable[[str], Any] = str,
        filter_key: Callable[[str], Any] = str,
        ignores: Iterable[str] = (),
        rejects: Iterable[str] = (),
        totals: bool = True,
        cap: int = 3000,
        before: Callable[[int, dict[str, str]], httpx.Response | None] | None = None,
    ) -> None:
        self.keys = set(keys)
        self._sort_key, self._filter_key = sort_key, filter_key
        self._ignores, self._rejects = frozenset(ignores), frozenset(rejects)
        self._totals, self._cap, self._before = totals, cap, before
        self.queries: list[dict[str, str]] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/token"):
            return httpx.Response(200, json={"access_token": "t", "expires_in": 3600})
        query = dict(request.url.params)
        self.queries.append(query)
        if self._before is not None and (reply := self._before(len(self.queries), query)) is not None:
            return reply
        if self._rejects & query.keys():
            return httpx.Response(400, json={"imsx_codeMajor": "failure"})
        found = [key for key in sorted(self.keys, key=self._sort_key) if self._meets(key, query.get("filter", ""))]
        if "sort" in self._ignores:
            found.sort(key=lambda key: key[::-1])
        if query.get("orderBy") == "desc" and "orderBy" not in self._ignores:
            found.reverse()
        start = 0 if "offset" in self._ignores else int(query.get("offset", 0))
        page = found[start:][: min(int(query["limit"]), self._cap)]
        reply_body: dict[str, Any] = {"users": [{"sourcedId": key, "givenName": f"Name of {key}"} for key in page]}
        if self._totals:
            reply_body["totalCount"] = len(found)
        return httpx.Response(200, json=reply_body)

    def _meets(self, key: str, text: str) -> bool:
        conditions = [] if "filter" in self._ignores else _CONDITION.findall(text)
        if "second" in self._ignores:
            conditions = conditions[:1]
        if "last" in self._ignores:
            conditions = conditions[-1:]
        return all(self._compare(key, *condition) for condition in conditions)

    def _compare(self, key: str, name: str, operator: str, literal: str) -> bool:
        value = literal.replace("''", "'")
        if name != "sourcedId":
            return f"Name of {key}" == value if operator == "=" else True
        left, right = self._filter_key(key), self._filter_key(value)
        match operator:
            case "=":
                return key == value
            case ">":
                return bool(left > right)
            case ">=":
                return bool(left >= right)
            case "<":
                return bool(left < right)
        return bool(left <= right)

    def client(self, **settings: Any) -> TimeBackClient:
        return TimeBackClient(transport=httpx.MockTransport(self), **SETTINGS, **settings)

    def async_client(self, **settings: Any) -> AsyncTimeBackClient:
        return AsyncTimeBackClient(transport=httpx.MockTransport(self), **SETTINGS, **settings)
