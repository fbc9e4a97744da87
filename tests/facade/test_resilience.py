"""With a server that fails 30 % of requests, idempotent calls succeed and nothing is done twice."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from timeback.errors import APIConnectionError, RateLimitError, ServerError
from timeback.sandbox import Sandbox

USERS = "/ims/oneroster/rostering/v1p2/users"


def make_unreliable(box: Sandbox) -> None:
    """30 % of the replies are 429, 503, broken off or truncated, also those of the token endpoint."""
    box.faults.add(status=429, retry_after=0, probability=0.1, seed=1)
    box.faults.add(status=503, probability=0.08, seed=2)
    box.faults.add(cut="before", probability=0.06, seed=3)
    box.faults.add(cut="after", probability=0.04, seed=4)
    box.faults.add(truncate=True, probability=0.06, seed=5)


@pytest.fixture
def people(box: Sandbox) -> list[str]:
    with box.client() as client:
        return [str(user.sourced_id) for user in client.rostering.users.iter_users(fields=["sourcedId"])]


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Skips backoff, which is tested elsewhere with a fake clock."""
    monkeypatch.setattr("timeback._http.retry.BASE", 0.002)


@pytest.mark.slow
def test_500_reads_from_threads_all_succeed(box: Sandbox, people: list[str]) -> None:
    make_unreliable(box)
    with box.client(max_retries=10) as client, ThreadPoolExecutor(16) as pool:
        wanted = [people[i % len(people)] for i in range(500)]
        found = list(pool.map(lambda one: client.rostering.users.get_user(one).sourced_id, wanted))
    assert found == wanted
    statuses = {request.status for request in box.requests}
    assert {200, 429, 503} <= statuses


@pytest.mark.slow
async def test_500_reads_from_tasks_all_succeed(box: Sandbox, people: list[str]) -> None:
    make_unreliable(box)
    async with box.async_client(max_retries=10) as client:
        wanted = [people[i % len(people)] for i in range(500)]
        found = await asyncio.gather(*(client.rostering.users.get_user(one) for one in wanted))
    assert [user.sourced_id for user in found] == wanted


def test_a_creation_is_sent_again_only_where_the_first_was_not_processed(box: Sandbox) -> None:
    with box.client() as client:
        org = {"name": "A school", "type": "school"}
        box.faults.add(method="POST", path="*/orgs", status=429, retry_after=0, times=1)
        box.faults.add(method="POST", path="*/orgs", status=503, retry_after=0, times=1)
        assert client.rostering.orgs.create_org(org).allocated_sourced_id
        assert sum(r.method == "POST" and r.path.endswith("/orgs") for r in box.requests) == 3
        for status in (500, 502, 504):
            box.faults.clear()
            before = len(box.requests)
            box.faults.add(method="POST", path="*/orgs", status=status)
            with pytest.raises(ServerError):
                client.rostering.orgs.create_org(org)
            assert len(box.requests) == before + 1
        box.faults.clear()
        box.faults.add(method="POST", path="*/orgs", cut="after")
        total = client.rostering.orgs.list_orgs(limit=1).total_count
        with pytest.raises(APIConnectionError):
            client.rostering.orgs.create_org(org)
        assert client.rostering.orgs.list_orgs(limit=1).total_count == (total or 0) + 1


def test_a_delete_whose_reply_was_lost_counts_as_done(box: Sandbox, people: list[str]) -> None:
    with box.client() as client:
        box.faults.add(method="DELETE", cut="after", times=1)
        client.rostering.users.delete_user(people[0])


def test_a_long_wait_is_left_to_the_caller(box: Sandbox, people: list[str]) -> None:
    box.faults.add(method="GET", path=f"{USERS}/*", status=429, retry_after=600)
    with box.client() as client, pytest.raises(RateLimitError) as caught:
        client.rostering.users.get_user(people[0])
    assert caught.value.retry_after == 600
    assert caught.value.attempts == 1
    assert caught.value.code_minor == "server_busy"
