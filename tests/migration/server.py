"""A small OneRoster server with configurable behaviour, for cases that the sandbox does not have."""

from __future__ import annotations

import asyncio
import copy
import json
import operator
import re
from collections.abc import Callable
from typing import Any

import httpx

BASE = "/ims/oneroster/rostering/v1p2/"
COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
}
Rule = Callable[[str, str, str | None], httpx.Response | Exception | None]


class Server:
    """Serves users and organisations. A hook may answer or break a request before or after it is processed."""

    def __init__(
        self,
        name: str,
        *,
        allocates: bool = False,
        strict_agents: bool = False,
        sort_key: Callable[[str], Any] = str,
        largest_page: int = 3000,
        counts: bool = True,
        latency: float = 0.0,
    ) -> None:
        self.url = f"https://{name}.example.org"
        self.collections: dict[str, dict[str, dict[str, Any]]] = {"users": {}, "orgs": {}}
        self.hidden: set[str] = set()
        self.requests: list[tuple[str, str]] = []
        self.before: list[Rule] = []
        self.after: list[Rule] = []
        self.under_way = 0
        self.most_under_way = 0
        self._allocates, self._strict_agents, self._sort_key = allocates, strict_agents, sort_key
        self._largest_page, self._counts, self._latency = largest_page, counts, latency

    @property
    def users(self) -> dict[str, dict[str, Any]]:
        return self.collections["users"]

    @property
    def orgs(self) -> dict[str, dict[str, Any]]:
        return self.collections["orgs"]

    def add(self, *entities: dict[str, Any], to: str = "users") -> Server:
        for entity in entities:
            self.collections[to][entity["sourcedId"]] = copy.deepcopy(entity)
        return self

    def writes(self) -> list[tuple[str, str]]:
        return [request for request in self.requests if request[0] != "GET"]

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == "/token":
            return httpx.Response(200, json={"access_token": "t", "expires_in": 3600})
        collection, _, sourced_id = request.url.path.removeprefix(BASE).partition("/")
        key = sourced_id or None
        if request.method == "POST":
            key = next(iter(json.loads(request.content).values()))["sourcedId"]
        self.requests.append((request.method, f"{collection}/{sourced_id}" if sourced_id else collection))
        self.under_way += 1
        self.most_under_way = max(self.under_way, self.most_under_way)
        try:
            if self._latency:
                await asyncio.sleep(self._latency)
            self._apply(self.before, request.method, collection, key)
            response = self._answer(request, self.collections[collection], collection, sourced_id)
            self._apply(self.after, request.method, collection, key)
        except _Broken as broken:
            if isinstance(broken.what, Exception):
                raise broken.what from None
            return broken.what
        finally:
            self.under_way -= 1
        return response

    def _apply(self, rules: list[Rule], method: str, collection: str, key: str | None) -> None:
        for rule in rules:
            if (what := rule(method, collection, key)) is not None:
                raise _Broken(what)

    def _answer(
        self, request: httpx.Request, items: dict[str, dict[str, Any]], collection: str, sourced_id: str
    ) -> httpx.Response:
        wrapper = collection[:-1]
        if request.method == "GET" and not sourced_id:
            return self._page(request.url.params, collection, list(items.values()))
        if request.method == "GET":
            item = items.get(sourced_id)
            return httpx.Response(200, json={wrapper: item}) if item else _error(404, "unknownobject")
        if request.method == "DELETE":
            return httpx.Response(204) if items.pop(sourced_id, None) else _error(404, "unknownobject")
        entity = json.loads(request.content)[wrapper]
        if request.method == "POST" and entity["sourcedId"] in items:
            return _error(409, "invaliddata")
        if (missing := self._missing(collection, entity)) is not None:
            return _error(422, "invaliddata", missing)
        if request.method == "PUT":
            items[sourced_id] = entity
            return httpx.Response(200, json={wrapper: entity})
        supplied = entity["sourcedId"]
        allocated = f"x{len(items)}" if self._allocates else supplied
        items[allocated] = {**entity, "sourcedId": allocated}
        pair = {"suppliedSourcedId": supplied, "allocatedSourcedId": allocated}
        return httpx.Response(201, json={"sourcedIdPairs": pair})

    def _missing(self, collection: str, entity: dict[str, Any]) -> str | None:
        if collection == "orgs":
            parent = entity.get("parent")
            return "parent" if parent and parent["sourcedId"] not in self.orgs else None
        if any(role["org"]["sourcedId"] not in self.orgs for role in entity["roles"]):
            return "roles[0].org"
        agents = entity.get("agents") or []
        if self._strict_agents and any(agent["sourcedId"] not in self.users for agent in agents):
            return "agents[0]"
        return None

    def _page(self, params: httpx.QueryParams, collection: str, items: list[dict[str, Any]]) -> httpx.Response:
        limit, offset = int(params.get("limit", 100)), int(params.get("offset", 0))
        if limit > self._largest_page:
            return _error(400, "invalid_selection_field")
        items = [item for item in items if item["sourcedId"] not in self.hidden]
        if "filter" in params:
            match = re.fullmatch(r"(\w+)(>=|<=|[=<>])'(.*)'", params["filter"])
            assert match, params["filter"]
            name, value, key = match[1], match[3].replace("''", "'"), self._sort_key
            items = [item for item in items if name in item]
            if match[2] == "=":
                items = [item for item in items if item[name] == value]
            else:
                items = [item for item in items if COMPARE[match[2]](key(item[name]), key(value))]
        if "sort" in params:
            items.sort(key=lambda item: self._sort_key(item[params["sort"]]), reverse=params.get("orderBy") == "desc")
        page = items[offset : offset + limit]
        if "fields" in params:
            page = [{name: item[name] for name in params["fields"].split(",")} for item in page]
        counters = {"totalCount": len(items)} if self._counts else {}
        return httpx.Response(200, json={collection: page, **counters})


class _Broken(Exception):
    def __init__(self, what: httpx.Response | Exception) -> None:
        super().__init__()
        self.what = what


def _error(status: int, code: str, *properties: str) -> httpx.Response:
    payload = {
        "imsx_codeMajor": "failure",
        "imsx_severity": "error",
        "imsx_description": "no",
        "imsx_CodeMinor": {"imsx_codeMinorField": [{"imsx_codeMinorFieldValue": code}]},
        "imsx_error_details": [{"property": name} for name in properties],
    }
    return httpx.Response(status, json=payload)


def user(sourced_id: str, *, org: str = "o1", **more: Any) -> dict[str, Any]:
    """A user as a server returns it."""
    return {
        "sourcedId": sourced_id,
        "status": "active",
        "dateLastModified": "2025-01-01T00:00:00.000Z",
        "enabledUser": True,
        "givenName": f"Given {sourced_id}",
        "familyName": "O'Family",
        "roles": [
            {"roleType": "primary", "role": "student", "org": {"href": "https://a", "sourcedId": org, "type": "org"}}
        ],
        **more,
    }


def org(sourced_id: str, parent: str | None = None) -> dict[str, Any]:
    """An organisation as a server returns it."""
    up = {"parent": {"href": "https://a", "sourcedId": parent, "type": "org"}} if parent else {}
    return {"sourcedId": sourced_id, "status": "active", "name": f"Org {sourced_id}", "type": "school", **up}
