"""Many threads and tasks on one client, with a server that fails 30 % of requests and short-lived tokens."""

from __future__ import annotations

import asyncio
import gc
import os
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import psutil
import pytest

from timeback.sandbox import Sandbox
from timeback_api.rostering.models import Org

pytestmark = pytest.mark.soak

TOKEN_LIFETIME = 2.0
SECONDS = 20.0


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Skips backoff, which is tested elsewhere with a fake clock."""
    monkeypatch.setattr("timeback._http.retry.BASE", 0.01)


@pytest.fixture
def failing() -> Iterator[Sandbox]:
    """A server in another process, so that only the client's sockets are counted here."""
    with Sandbox(users=100, seed=3, token_lifetime=TOKEN_LIFETIME, process=True) as box:
        with box.client() as client:
            client.rostering.orgs.create_many(put(number) for number in range(50))
        box.faults.add(path="/ims/*", status=429, retry_after=0, probability=0.08, seed=1)
        box.faults.add(path="/ims/*", status=503, probability=0.08, seed=2)
        box.faults.add(path="/ims/*", cut="before", probability=0.06, seed=3)
        box.faults.add(path="/ims/*", cut="after", probability=0.06, seed=4)
        box.faults.add(path="/ims/*", truncate=True, probability=0.06, seed=5)
        gc.collect()
        yield box


def sockets() -> int:
    return len(psutil.Process().net_connections())


def judged(box: Sandbox, counted: Counter[str], started: float) -> None:
    """Checks the requests at the server: faults occurred, and a token was fetched only when one expired. The first
    token was fetched during setup."""
    statuses = Counter(request.status for request in box.requests if "/ims/" in request.path)
    tokens = sum(request.path.endswith("/token") for request in box.requests) - 1
    # A token is renewed after 90 % of its lifetime.
    lifetimes = (time.monotonic() - started) / (TOKEN_LIFETIME * 0.9)
    assert 2 <= tokens <= lifetimes + 1
    assert {429, 503} <= set(statuses)
    assert sum(counted.values()) > 1000
    assert set(counted) == {"get", "list", "put"}


def put(number: int) -> Org:
    return Org(sourced_id=f"soak-{number}", name=f"School {number}", type_="school")


def test_50_threads(failing: Sandbox) -> None:
    before = sockets()
    counted: Counter[str] = Counter()
    lock = threading.Lock()
    client = failing.client(max_retries=10)
    ids = [str(user.sourced_id) for user in client.rostering.users.list_users(limit=100)]
    started = time.monotonic()

    def work(number: int) -> None:
        turn = number
        while time.monotonic() - started < SECONDS:
            turn += 1
            one = ids[turn % len(ids)]
            assert client.rostering.users.get_user(one).sourced_id == one
            assert len(client.rostering.users.list_users(limit=5, offset=turn % 50)) == 5
            client.rostering.orgs.update_org(f"soak-{number}", put(number))
            with lock:
                counted.update(("get", "list", "put"))

    with ThreadPoolExecutor(50) as pool:
        for outcome in [pool.submit(work, number) for number in range(50)]:
            outcome.result()
    client.close()
    judged(failing, counted, started)
    gc.collect()
    assert sockets() == before


async def test_500_tasks(failing: Sandbox) -> None:
    before = sockets()
    counted: Counter[str] = Counter()
    client = failing.async_client(max_retries=10)
    ids = [str(user.sourced_id) for user in await client.rostering.users.list_users(limit=100)]
    started = time.monotonic()

    async def work(number: int) -> None:
        turn = number
        while time.monotonic() - started < SECONDS:
            turn += 1
            one = ids[turn % len(ids)]
            assert (await client.rostering.users.get_user(one)).sourced_id == one
            assert len(await client.rostering.users.list_users(limit=5, offset=turn % 50)) == 5
            await client.rostering.orgs.update_org(f"soak-{number % 50}", put(number % 50))
            counted.update(("get", "list", "put"))

    await asyncio.gather(*(work(number) for number in range(500)))
    await client.aclose()
    judged(failing, counted, started)
    gc.collect()
    assert sockets() == before


@pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="counts the entries of /proc/self/fd")  # noqa: PTH112
def test_clients_come_and_go(failing: Sandbox) -> None:
    def descriptors() -> int:
        return len(os.listdir("/proc/self/fd"))  # noqa: PTH208

    with failing.client(max_retries=10) as client:
        client.rostering.orgs.list_orgs(limit=1)
    before = descriptors()
    for _ in range(50):
        with failing.client(max_retries=10) as client, ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda one, client=client: client.rostering.orgs.list_orgs(limit=1), range(16)))  # type: ignore[misc]
    gc.collect()
    assert descriptors() == before
