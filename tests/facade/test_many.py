"""update_many, upsert_many, patch_many and delete_many, with create_many, sync and async."""

from __future__ import annotations

import asyncio
import inspect
import threading
import time
import weakref
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.facade.both import Both, user
from timeback.errors import APIConnectionError, ClientStateError, InvalidRequestError, NotFoundError, ServerError
from timeback.sandbox import Sandbox

METHODS = ("create_many", "update_many", "upsert_many", "patch_many", "delete_many")


def stored(box: Sandbox) -> dict[str | None, str | None]:
    with box.client() as client:
        return {
            one.sourced_id: one.given_name
            for one in client.rostering.users.iter_users(filter_expr="status='active'", page_size=1000)
        }


def writes(box: Sandbox) -> list[tuple[str, str, int | None]]:
    """The writes of users that the server got, each with the last part of its path."""
    return [
        (request.method, request.path.rpartition("/")[2], request.status)
        for request in box.requests
        if "/users" in request.path and request.method != "GET"
    ]


def test_they_write_and_count(call: Both, empty: Sandbox) -> None:
    people = [user(f"u{number}") for number in range(9)]
    made = call("rostering.users.upsert_many", people)
    assert (bool(made), made.succeeded, made.failed, made.resumed) == (True, 9, [], 0)
    assert call("rostering.users.update_many", ({**one, "givenName": "Ada"} for one in people)).succeeded == 9
    assert set(stored(empty).values()) == {"Ada"}
    assert call("rostering.users.upsert_many", people).succeeded == 9
    assert set(stored(empty).values()) == {"Zoë"}
    changes = [(one["sourcedId"], {"givenName": "Eve"}) for one in people]
    assert call("rostering.users.patch_many", changes, concurrency=2).succeeded == 9
    assert set(stored(empty).values()) == {"Eve"}
    assert call("rostering.users.delete_many", (one["sourcedId"] for one in people)).succeeded == 9
    assert stored(empty) == {}


def test_they_take_models_and_dictionaries(call: Both, empty: Sandbox) -> None:
    call("rostering.users.create_many", [user("u1"), user("u2"), user("u3")])
    found = call("rostering.users.get_many", ["u1", "u2"])
    for one in found:
        one.given_name = "Ada"
    assert call("rostering.users.update_many", [found[0], user("u2", givenName="Eve")])
    assert stored(empty) == {"u1": "Ada", "u2": "Eve", "u3": "Zoë"}
    changes = {"sourcedId": "u3", "givenName": "Cy"}
    pairs: list[Any] = [("u1", {"givenName": "Al"}), ["u2", {"middleName": "X"}]]
    assert call("rostering.users.patch_many", [*pairs, found[1], changes])
    assert stored(empty) == {"u1": "Al", "u2": "Ada", "u3": "Cy"}
    assert call("rostering.users.get_user", "u2").middle_name == "X"
    assert call("rostering.users.delete_many", ["u1", found[1], {"sourcedId": "u3"}])
    assert stored(empty) == {}


def test_qti(call: Both) -> None:
    def stimulus(name: str, title: str) -> dict[str, str]:
        return {"identifier": name, "title": title, "content": "<p>Roses are red</p>"}

    assert call("qti.stimuli.upsert_many", [stimulus("s1", "x"), stimulus("s2", "x")])
    assert call("qti.stimuli.update_many", [stimulus("s1", "y")])
    found = call("qti.stimuli.get_many", ["s1", "s2"])
    assert [one.title for one in found] == ["y", "x"]
    assert call("qti.stimuli.delete_many", [found[0], "s2"])
    assert call("qti.stimuli.get_many", ["s1", "s2"]).missing == ["s1", "s2"]


def test_what_failed_is_told_and_the_others_go_on(call: Both, empty: Sandbox) -> None:
    call("rostering.users.create_many", [user(f"u{number}") for number in range(6)])
    items = [user("u0"), {"givenName": "x"}, user("nobody"), 5, user("u3", roles=[])]
    done = call("rostering.users.update_many", items)
    assert not done
    assert [(place, type(error)) for place, error in done.failed] == [
        (1, InvalidRequestError),
        (2, NotFoundError),
        (3, InvalidRequestError),
        (4, InvalidRequestError),
    ]
    assert "update_many: the object has no sourcedId" in str(done.failed[0][1])
    assert "expected a User or a dict, got a number" in str(done.failed[2][1])
    assert repr(done) == "<Written: 1, 4 failed>"
    for method, wrong in (("patch_many", ("u1", 5)), ("delete_many", 5), ("upsert_many", {"givenName": "x"})):
        done = call(f"rostering.users.{method}", [wrong])
        assert [type(error) for _, error in done.failed] == [InvalidRequestError]
    assert [type(error) for _, error in call("rostering.users.delete_many", ["u1", "u9"]).failed] == [NotFoundError]


@pytest.mark.parametrize("method", METHODS)
def test_objects_with_one_id_are_written_in_order(call: Both, empty: Sandbox, method: str) -> None:
    """Each waits for the one before, even if the server is slow with some of them."""
    empty.faults.add(path="*/users*", latency=0.03, probability=0.5, seed=5)
    items: list[Any] = [user(f"u{number % 3}", givenName=f"n{number}") for number in range(24)]
    if method != "create_many":
        call("rostering.users.create_many", items[:3])
    if method == "delete_many":
        items = [one["sourcedId"] for one in items]
    done = call(f"rostering.users.{method}", items, concurrency=8)
    if method == "create_many":
        # The first of each was created.
        assert [place for place, _ in done.failed] == list(range(3, 24))
        assert stored(empty) == {"u0": "n0", "u1": "n1", "u2": "n2"}
    else:
        assert done.succeeded == 24
        assert stored(empty) == ({} if method == "delete_many" else {"u0": "n21", "u1": "n22", "u2": "n23"})


def test_a_lost_reply_counts_as_in_a_single_call(call: Both, empty: Sandbox) -> None:
    people = [user(f"u{number}") for number in range(4)]
    call("rostering.users.create_many", people)
    patient = call.using(max_retries=2)
    for method, items in (
        ("update_many", people),
        ("upsert_many", people),
        ("delete_many", [one["sourcedId"] for one in people]),
    ):
        empty.faults.add(path="*/users/*", cut="after", times=3)
        # The deletion is sent again and answered with 404, which counts as deleted.
        assert patient(f"rostering.users.{method}", items).succeeded == 4
        empty.faults.clear()
    empty.faults.add("POST", "*/users", cut="after", times=1)
    made = patient("rostering.users.create_many", [user("new")])
    assert [type(error) for _, error in made.failed] == [APIConnectionError]
    assert "new" in stored(empty)


@pytest.mark.parametrize("method", METHODS)
def test_the_input_is_read_as_it_is_sent(call: Both, empty: Sandbox, method: str) -> None:
    class Broken(LookupError):
        pass

    ahead: list[int] = []

    def source() -> Iterator[dict[str, Any]]:
        for number in range(30):
            ahead.append(number - len(writes(empty)))
            yield user(f"u{number}")
        raise Broken

    empty.faults.add(path="*/users*", latency=0.002)
    with pytest.raises(Broken):
        call(f"rostering.users.{method}", source(), concurrency=3)
    assert max(ahead) <= 2 * 3


class Person(dict[str, Any]):
    """A dictionary that can be counted while it is alive."""


@pytest.mark.parametrize("method", METHODS)
def test_objects_are_not_kept(call: Both, tmp_path: Path, method: str) -> None:
    """A million objects of a generator need the memory of a few, with a checkpoint too."""
    alive: list[weakref.ref[Person]] = []
    most = 0

    def people() -> Iterator[Person]:
        nonlocal most
        for number in range(40):
            one = Person(user(f"u{number}"))
            alive[:] = [weakref.ref(one), *(each for each in alive if each() is not None)]
            most = max(most, len(alive))
            yield one

    done = call(f"rostering.users.{method}", people(), concurrency=4, checkpoint=tmp_path / "file")
    assert done.succeeded + len(done.failed) == 40
    assert most < 4 * 4


def test_the_async_client_takes_async_iterables(empty: Sandbox) -> None:
    async def people() -> AsyncIterator[dict[str, Any]]:
        for number in range(40):
            await asyncio.sleep(0.001)
            yield user(f"u{number}", givenName="Ada")

    async def main() -> None:
        async with empty.async_client() as client:
            users = client.rostering.users
            assert (await users.create_many(people())).succeeded == 40
            assert (await users.update_many(people(), concurrency=3)).succeeded == 40
            assert (await users.upsert_many(people())).succeeded == 40
            assert (await users.patch_many(people())).succeeded == 40
            assert (await users.delete_many(people())).succeeded == 40

    asyncio.run(main())
    with empty.client() as client:
        source: Any = people()
        with pytest.raises(InvalidRequestError, match="items: an async iterable needs an AsyncTimeBackClient"):
            client.rostering.users.update_many(source)


def test_they_keep_the_rate_limit(call: Both, empty: Sandbox) -> None:
    call("rostering.users.create_many", [user(f"u{number}") for number in range(20)])
    started = time.monotonic()
    limited = call.using(max_requests_per_second=40)
    assert limited("rostering.users.delete_many", [f"u{number}" for number in range(20)]).succeeded == 20
    assert time.monotonic() - started > 19 / 40 - 0.05


@pytest.mark.parametrize("concurrency", [0, -1, True, "4", None])
def test_a_wrong_concurrency_is_refused(call: Both, empty: Sandbox, concurrency: Any) -> None:
    for method in METHODS:
        with pytest.raises(InvalidRequestError, match="concurrency"):
            call(f"rostering.users.{method}", [], concurrency=concurrency)


def test_nothing_to_do(call: Both, empty: Sandbox) -> None:
    for method in METHODS:
        done = call(f"rostering.users.{method}", [])
        assert (bool(done), done.succeeded, done.failed) == (True, 0, [])
    assert call("rostering.users.create_many", iter(())).results == []


def test_a_client_that_is_closed_meanwhile_is_told_for_each_object(empty: Sandbox) -> None:
    """The report is complete: what was written succeeded, and everything else failed."""
    people = [user(f"u{number}") for number in range(60)]

    def closing(close: Callable[[], object]) -> Iterator[dict[str, Any]]:
        for number, one in enumerate(people):
            if number == 30:
                close()
            yield one

    client = empty.client()
    done = client.rostering.users.create_many(closing(client.close), concurrency=4)
    assert len(done.results) == 60
    assert {type(error) for _, error in done.failed} == {ClientStateError}
    assert done.succeeded + len(done.failed) == 60
    kept = {pair.supplied_sourced_id for pair in done.results if pair is not None}
    assert len(kept) == done.succeeded > 10
    assert kept <= set(stored(empty))

    async def main() -> None:
        client = empty.async_client()
        task = asyncio.create_task(client.rostering.users.update_many(people * 20, concurrency=4))
        while sum(method == "PUT" for method, *_ in writes(empty)) < 20:  # noqa: ASYNC110 - the server is in a thread
            await asyncio.sleep(0.01)
        await client.aclose()
        done = await task
        assert done.succeeded + len(done.failed) == 1200
        assert done.succeeded >= 16
        assert len(done.failed) > 100

    asyncio.run(main())


def test_errors_of_the_server_are_repeated_as_in_a_single_call(call: Both, empty: Sandbox) -> None:
    empty.faults.add("PUT", "*/users/u3", status=503)
    call("rostering.users.create_many", [user(f"u{number}") for number in range(6)])
    done = call.using(max_retries=1)("rostering.users.update_many", [user(f"u{number}") for number in range(6)])
    ((place, error),) = done.failed
    assert (place, type(error), error.attempts) == (3, ServerError, 2)


def test_threads_may_write_at_once(empty: Sandbox) -> None:
    with empty.client() as client:
        people = [user(f"u{number}") for number in range(30)]
        threads = [
            threading.Thread(target=client.rostering.users.upsert_many, args=(people,), kwargs={"concurrency": 3})
            for _ in range(3)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(stored(empty)) == 30


def test_signatures(box: Sandbox) -> None:
    with box.client() as client:
        one = str(inspect.signature(client.gradebook.results.patch_many))
        assert "Iterable[tuple[str, Result | Mapping[str, Any]] | Result | Mapping[str, Any]]" in one
        assert one.endswith("-> 'Written'")
        assert "Async" not in one
        both = str(inspect.signature(client.rostering.users.delete_many))
        assert "Iterable[str | User | Mapping[str, Any]]" in both
    two = str(inspect.signature(box.async_client().rostering.users.update_many))
    items = "Iterable[User | Mapping[str, Any]]"
    assert f"'{items} | Async{items}'" in two
    assert two.endswith("-> 'Coroutine[Any, Any, Written]'")


def test_they_are_no_raw_responses(box: Sandbox) -> None:
    with box.client() as client:
        raw: Any = client.rostering.users.with_raw_response
        for method in METHODS:
            with pytest.raises(AttributeError, match=f"{method}.* does not make exactly one request"):
                getattr(raw, method)
