"""broadcast(): the same work at several clients concurrently, without shared state."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from timeback import TimeBackClient, broadcast, broadcast_async
from timeback.errors import ClientStateError, InvalidRequestError, NotFoundError
from timeback.sandbox import Sandbox

ORG = {"sourcedId": "only-here", "name": "A school", "type": "school"}


@pytest.fixture
def other() -> Iterator[Sandbox]:
    with Sandbox(users=0) as box:
        yield box


def test_what_succeeded_and_what_failed(box: Sandbox, other: Sandbox) -> None:
    with box.client() as staging, other.client(environment="production") as production:
        staging.rostering.orgs.create_org(ORG)
        results = broadcast([staging, production], lambda c: c.rostering.orgs.get_org("only-here"))
        assert not results
        assert [result.ok for result in results] == [True, False]
        assert results[0].client is staging
        assert results[0].value is not None
        assert results[0].value.sourced_id == "only-here"
        assert isinstance(results[1].error, NotFoundError)
        assert results.failed == [results[1]]
        with pytest.raises(NotFoundError):
            _ = results.values
        first, second = str(results).splitlines()
        assert first == "staging: ok"
        assert second.startswith("production: NotFoundError: GET /orgs/{sourcedId} answered 404")
        production.rostering.orgs.create_org(ORG)
        again = broadcast((c for c in (staging, production)), lambda c: c.rostering.orgs.get_org("only-here"))
        assert again
        assert [org.name for org in again.values] == ["A school", "A school"]


async def test_the_same_with_tasks(box: Sandbox, other: Sandbox) -> None:
    async with box.async_client() as staging, other.async_client(environment="production") as production:
        await staging.rostering.orgs.create_org(ORG)
        results = await broadcast_async([staging, production], lambda c: c.rostering.orgs.get_org("only-here"))
        assert [result.ok for result in results] == [True, False]
        assert isinstance(results[1].error, NotFoundError)


def test_it_runs_side_by_side(box: Sandbox, other: Sandbox) -> None:
    # Each waits at the barrier for the other, so that sequential calls would time out.
    barrier = threading.Barrier(2, timeout=20)
    with box.client() as staging, other.client() as production:
        assert broadcast([staging, production], lambda c: barrier.wait())


async def test_tasks_run_side_by_side(box: Sandbox, other: Sandbox) -> None:
    barrier = asyncio.Barrier(2)
    async with box.async_client() as staging, other.async_client() as production:

        async def work(client: Any) -> int:
            return await asyncio.wait_for(barrier.wait(), 20)

        assert await broadcast_async([staging, production], work)


def test_what_others_raise_is_told_by_its_kind_alone(box: Sandbox) -> None:
    def work(client: TimeBackClient) -> None:
        raise LookupError("Ada Lovelace")

    with box.client() as client:
        results = broadcast([client], work)
        assert str(results) == "staging: LookupError"
        assert "Ada" not in repr(results) + repr(results[0])


async def test_the_wrong_kind_of_client_or_work(box: Sandbox) -> None:
    with box.client() as client, pytest.raises(InvalidRequestError, match="client"):
        broadcast([], lambda c: c)
    with box.client() as client, pytest.raises(TypeError, match=r"broadcast\(\)"):
        await broadcast_async([client], lambda c: c.rostering.users.list_users())  # type: ignore[list-item, arg-type]
    async with box.async_client() as other:
        with pytest.raises(TypeError, match=r"broadcast_async\(\)"):
            broadcast([other], lambda c: c.rostering.users.list_users())  # type: ignore[list-item]

    async def work(client: TimeBackClient) -> None:
        """Never called."""

    with box.client() as client, pytest.raises(TypeError, match="broadcast_async"):
        broadcast([client], work)


def test_two_clients_share_nothing(box: Sandbox) -> None:
    """Clients with equal settings have separate tokens, connections, options and rate limits."""
    one, two = box.client(max_requests_per_second=0.05), box.client()
    one.rostering.orgs.list_orgs(limit=1)
    two.rostering.orgs.list_orgs(limit=1)
    two.rostering.orgs.list_orgs(limit=1)
    assert sum(request.path.endswith("/oauth2/token") for request in box.requests) == 2
    hasty = one.with_options(deadline=0.2, extra_headers={"X-Mine": "1"})
    assert two._session._options.headers == {}
    assert two._session._options.deadline is None
    one.close()
    with pytest.raises(ClientStateError):
        hasty.rostering.orgs.list_orgs(limit=1)
    assert two.rostering.orgs.list_orgs(limit=1).total_count
    two.close()
