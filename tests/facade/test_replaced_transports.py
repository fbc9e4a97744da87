"""Libraries that replace methods of httpx or httpcore, to answer requests or to trace them, see all requests."""

from __future__ import annotations

from functools import wraps
from typing import Any

import httpcore
import httpx
import pytest

from timeback import AsyncTimeBackClient, TimeBackClient
from timeback.sandbox import Sandbox

METHODS = [(httpx.HTTPTransport, "handle_request"), (httpcore.ConnectionPool, "handle_request")]
ASYNC_METHODS = [
    (httpx.AsyncHTTPTransport, "handle_async_request"),
    (httpcore.AsyncConnectionPool, "handle_async_request"),
]


def record(monkeypatch: pytest.MonkeyPatch, kind: type, name: str) -> list[object]:
    """Replace a method by one with the same name that records its calls."""
    original, seen = getattr(kind, name), list[object]()

    @wraps(original)
    def replaced(*arguments: Any) -> Any:
        seen.append(arguments[1])
        return original(*arguments)

    monkeypatch.setattr(kind, name, replaced)
    return seen


@pytest.mark.parametrize(("kind", "name"), METHODS)
def test_requests_of_threads_are_seen(box: Sandbox, monkeypatch: pytest.MonkeyPatch, kind: type, name: str) -> None:
    seen = record(monkeypatch, kind, name)
    with box.client() as client:
        assert isinstance(client, TimeBackClient)
        client.rostering.users.list_users(limit=1)
        assert len(seen) == 2, "a token and a page"
        client.rostering.users.get_many([user.sourced_id for user in client.rostering.users.list_users(limit=3)])


@pytest.mark.parametrize(("kind", "name"), ASYNC_METHODS)
async def test_requests_of_tasks_are_seen(box: Sandbox, monkeypatch: pytest.MonkeyPatch, kind: type, name: str) -> None:
    seen = record(monkeypatch, kind, name)
    async with box.async_client() as client:
        assert isinstance(client, AsyncTimeBackClient)
        await client.rostering.users.list_users(limit=1)
    assert len(seen) == 2, "a token and a page"


def test_batches_are_seen_where_only_the_method_for_threads_is_replaced(
    box: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = record(monkeypatch, *METHODS[0])
    with box.client() as client:
        ids = [user.sourced_id for user in client.rostering.users.list_users(limit=3)]
        seen.clear()
        client.rostering.users.get_many(ids)
    assert len(seen) == len(ids)
