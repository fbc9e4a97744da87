"""Batches of the synchronous client, which run in an event loop of the client in another thread."""

from __future__ import annotations

import _thread
import asyncio
import gc
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.facade.both import user
from tests.facade.test_many import stored, writes
from timeback.errors import ClientStateError
from timeback.sandbox import Sandbox

ROOT = Path(__file__).parents[2]

# A client that is not closed leaves its connections to their finalizers.
QUIET = ("-W", "default", "-W", "ignore::DeprecationWarning", "-W", "ignore:unclosed <socket")

SCRIPT = """
import os, sys
from timeback import TimeBackClient
url, client_id, secret = sys.argv[1:]
client = TimeBackClient(api_url=url, token_url=url + "/oauth2/token", client_id=client_id, client_secret=secret)
orgs = client.rostering.orgs
def create(first):
    made = orgs.create_many([{"sourcedId": f"s{first + n}", "name": "x", "type": "school"} for n in range(20)])
    assert made, made.failed
"""
FORK = """
create(100)
child = os.fork()
if not child:
    create(200)
    client.close()
    os._exit(7)
assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
create(300)
client.close()
"""


def run(box: Sandbox, body: str) -> None:
    done = subprocess.run(
        [sys.executable, *QUIET, "-c", SCRIPT + body, box.url, box.client_id, box.client_secret],
        cwd=ROOT,
        env={"PYTHONPATH": f"{ROOT}:{ROOT / 'generated'}"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def loops() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "timeback-loop"]


def test_one_thread_serves_all_batches_and_ends_with_the_client(empty: Sandbox) -> None:
    before = len(loops())
    with empty.client() as client:
        assert len(loops()) == before
        for first in range(3):
            assert client.with_options(timeout=20).rostering.users.create_many([user(f"u{first}{n}") for n in range(5)])
            assert len(loops()) == before + 1
    assert len(loops()) == before


# The connections of the client itself are closed by their finalizers, with this warning.
@pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning", "ignore:unclosed <socket:ResourceWarning"
)
def test_it_ends_with_a_client_that_is_dropped(empty: Sandbox) -> None:
    before = len(loops())
    client = empty.client()
    assert client.rostering.users.create_many([user(f"u{number}") for number in range(5)])
    del client
    gc.collect()
    assert len(loops()) == before


def test_the_token_is_shared(empty: Sandbox) -> None:
    with empty.client() as client:
        client.rostering.users.create_many([user(f"u{number}") for number in range(40)], concurrency=20)
        client.rostering.users.exists("u1")
        client.rostering.users.delete_many([f"u{number}" for number in range(40)])
    assert sum(request.path.endswith("/token") for request in empty.requests) == 2  # one of them by the fixture


async def test_it_runs_while_the_caller_is_in_an_event_loop(empty: Sandbox) -> None:
    with empty.client() as client:
        assert client.rostering.users.create_many([user(f"u{number}") for number in range(20)])
        await asyncio.sleep(0)
    assert len(stored(empty)) == 20


def test_a_generator_may_use_the_client(empty: Sandbox) -> None:
    with empty.client() as client:
        users = client.rostering.users
        users.create_many([user(f"u{number}") for number in range(20)])

        def changed() -> Iterator[Any]:
            for number in range(0, 20, 5):
                yield from users.get_many([f"u{number + step}" for step in range(5)])

        assert users.upsert_many(changed(), concurrency=2).succeeded == 20


def test_a_transport_of_the_caller_is_used_in_threads(empty: Sandbox) -> None:
    names = set()

    class Seen(httpx.HTTPTransport):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            names.add(threading.current_thread().name.partition("_")[0])
            return super().handle_request(request)

    with empty.client(transport=Seen()) as client:
        assert client.rostering.users.create_many([user(f"u{number}") for number in range(20)])
    assert "timeback" in names
    assert "timeback-loop" not in names


def test_a_closed_client_is_told(empty: Sandbox) -> None:
    client = empty.client()
    client.rostering.users.create_many([user("u1")])
    client.close()
    done = client.rostering.users.create_many([user("u2")])
    assert [type(error) for _, error in done.failed] == [ClientStateError]


def test_an_interrupt_counts_what_was_done(empty: Sandbox, tmp_path: Path) -> None:
    """The second call with the checkpoint sends what the first one has not, and no more than may be unknown."""
    people = [user(f"u{number}") for number in range(60)]
    empty.faults.add("PUT", "*/users/*", latency=0.05)
    with empty.client() as client:
        users = client.rostering.users
        users.create_many(people)
        changed = [{**one, "givenName": "Eve"} for one in people]
        timer = threading.Timer(0.4, _thread.interrupt_main)
        timer.start()
        with pytest.raises(KeyboardInterrupt):
            users.update_many(changed, concurrency=4, checkpoint=tmp_path / "c")
        timer.join()
        sent = [path for method, path, _ in writes(empty) if method == "PUT"]
        assert 0 < len(sent) < 60
        done = users.update_many(changed, concurrency=4, checkpoint=tmp_path / "c")
        assert done
        assert done.resumed + done.succeeded == 60
        assert done.resumed <= len(sent)
    assert set(stored(empty).values()) == {"Eve"}


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_forked_process_has_a_loop_of_its_own(box: Sandbox) -> None:
    run(box, FORK)


@pytest.mark.slow
@pytest.mark.parametrize("body", ["create(0)", "import atexit; create(0); atexit.register(create, 100)"])
def test_a_program_ends_without_closing_the_client(box: Sandbox, body: str) -> None:
    run(box, body)
