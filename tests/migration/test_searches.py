"""Searches of a target by natural key: what they return is checked, since a server may ignore the filter."""

from __future__ import annotations

from typing import Any

import pytest

from tests.facade.local_provider import LocalProvider
from timeback import AsyncTimeBackClient
from timeback._spec.entities import roster
from timeback.migration.endpoints.identity import EndpointIdentity
from timeback.migration.endpoints.server import ServerEndpoint

USERS = [
    {"sourcedId": "u1", "username": "ada", "email": "ADA@example.org"},
    {"sourcedId": "u2", "username": "o'neil", "email": "o'neil@example.org"},
]


@pytest.mark.parametrize(
    ("quotes", "values", "found", "sent"),
    [
        ("double", {"email": "ada@example.org"}, ["u1"], "email='ada@example.org'"),
        ("double", {"email": "nobody@example.org"}, [], "email='nobody@example.org'"),
        ("backslash", {"username": "o'neil"}, ["u2"], r"username='o\'neil'"),
        ("none", {"username": "o'neil"}, ["u2"], None),
        ("none", {"username": "o'neil", "email": "ada@example.org"}, [], "email='ada@example.org'"),
    ],
)
async def test_only_objects_with_the_values_are_found(
    quotes: Any, values: dict[str, str], found: list[str], sent: str | None
) -> None:
    def ignore_filter(path: str, query: dict[str, str]) -> tuple[int, Any]:
        start = int(query.get("offset", 0))
        return 200, {"users": USERS[start:], "totalCount": len(USERS)}

    with LocalProvider(ignore_filter) as provider:
        async with AsyncTimeBackClient(**provider.settings, filter_quotes=quotes) as client:
            users = ServerEndpoint(client, EndpointIdentity("target")).collection(roster()["users"])
            assert [user["sourcedId"] for user in await users.search(values)] == found
    assert {request.query.get("filter") for request in provider.requests} == {sent}
