"""Checkpoints of methods that write many objects: a second call goes on where a killed one stopped."""

from __future__ import annotations

import asyncio
import hashlib
import json
import signal
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.facade.both import Both, user
from tests.facade.test_many import METHODS, stored, writes
from timeback import TimeBackClient
from timeback._resources.write_progress import _digest
from timeback.errors import InvalidRequestError, NotFoundError, StorageError, TimeBackError
from timeback.sandbox import Sandbox

METHOD = {
    "create_many": "POST",
    "update_many": "PUT",
    "upsert_many": "PUT",
    "patch_many": "PATCH",
    "delete_many": "DELETE",
}
USERS = "rostering.users"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "many.checkpoint"


class Stopped(LookupError):
    pass


def stopping(items: list[Any], after: int) -> Iterator[Any]:
    """The items, with an exception instead of the one after so many."""
    yield from items[:after]
    raise Stopped


def people(count: int, **changes: Any) -> list[dict[str, Any]]:
    return [user(f"u{number:03}", **changes) for number in range(count)]


def prepared(call: Both, method: str, count: int) -> list[dict[str, Any]]:
    """Return objects to write, after the server got those that must exist."""
    if method not in ("create_many", "upsert_many"):
        call(f"{USERS}.create_many", people(count))
    return people(count, givenName="Ada")


def position_of(file: Path) -> int:
    position: int = json.loads(file.read_text())["mark"]["position"]
    return position


@pytest.mark.parametrize("method", METHODS)
def test_a_second_call_goes_on(call: Both, empty: Sandbox, file: Path, method: str) -> None:
    items = prepared(call, method, 30)
    with pytest.raises(Stopped):
        call(f"{USERS}.{method}", stopping(items, 20), concurrency=4, checkpoint=file)
    before = len(writes(empty))
    done = call(f"{USERS}.{method}", iter(items), concurrency=4, checkpoint=str(file))
    assert done
    assert done.resumed + done.succeeded == 30
    assert done.resumed >= 16
    sent = [write for write in writes(empty)[before:] if write[0] == METHOD[method]]
    # The server may record a request that was in flight at the exception only after `before` was counted.
    assert 0 <= len(sent) - done.succeeded <= 4
    assert set(stored(empty).values()) == (set() if method == "delete_many" else {"Ada"})
    assert not file.exists()
    if method == "create_many":
        assert [pair is None for pair in done.results] == [True] * done.resumed + [False] * done.succeeded
        assert repr(done) == f"<Created: {done.succeeded}, 0 failed, {done.resumed} by earlier calls>"


KILLED = """
import asyncio, json, os, signal, sys
from timeback import AsyncTimeBackClient, TimeBackClient

settings, kind, method, path = json.loads(sys.argv[1]), *sys.argv[2:5]
items = json.loads(sys.stdin.read())

def source():
    for number, item in enumerate(items):
        if number == 90:
            os.kill(os.getpid(), signal.SIGKILL)
        yield item

async def main():
    async with AsyncTimeBackClient(**settings) as client:
        await getattr(client.rostering.users, method)(source(), concurrency=8, checkpoint=path)

if kind == "async":
    asyncio.run(main())
with TimeBackClient(**settings) as client:
    getattr(client.rostering.users, method)(source(), concurrency=8, checkpoint=path)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
@pytest.mark.parametrize("method", METHODS)
def test_it_goes_on_after_a_kill(call: Both, empty: Sandbox, file: Path, method: str) -> None:
    """Each object is written, the report counts each once, and none that had ended long before is sent again."""
    items = prepared(call, method, 120)
    empty.faults.add(path="*/users*", latency=0.02, probability=0.1, seed=3)
    empty.faults.add(path="*/users*", status=503, retry_after=0, probability=0.05, seed=4)
    settings = json.dumps({"api_url": empty.url, "client_id": empty.client_id, "client_secret": empty.client_secret})
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, settings, call.kind, method, str(file)],
        input=json.dumps(items),
        text=True,
        check=False,
        timeout=120,
    )
    assert killed.returncode == -signal.SIGKILL
    mark = json.loads(file.read_text())["mark"]
    # The file is true: nothing beyond the limit has been sent, and everything before the position has ended.
    keys = [name for verb, name, _ in writes(empty) if verb == METHOD[method]]
    assert len(set(keys)) <= mark["limit"] <= 90 + 4 * 8
    before = len(writes(empty))
    done = call.using(max_retries=4)(f"{USERS}.{method}", items, concurrency=8, checkpoint=file)
    assert done, done.failed
    assert done.resumed == mark["position"]
    assert done.resumed + done.succeeded == 120
    again = {name for verb, name, _ in writes(empty)[before:] if verb == METHOD[method] and verb != "POST"}
    assert again <= {item["sourcedId"] for item in items[mark["position"] :]}
    if method == "delete_many":
        assert stored(empty) == {}
    else:
        assert stored(empty) == {item["sourcedId"]: "Ada" for item in items}
    assert not file.exists()


@pytest.mark.parametrize("method", METHODS)
def test_an_interrupt_leaves_a_true_file(call: Both, empty: Sandbox, file: Path, method: str) -> None:
    """It says what has ended. Requests in flight in threads are completed before; those in tasks are cancelled."""
    items = prepared(call, method, 30)

    def interrupting() -> Iterator[Any]:
        yield from items[:20]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        call(f"{USERS}.{method}", interrupting(), concurrency=4, checkpoint=file)
    mark = json.loads(file.read_text())["mark"]
    assert mark["limit"] == 20
    assert 20 - 3 * 4 <= mark["position"] <= 20
    done = call(f"{USERS}.{method}", items, checkpoint=file)
    assert done
    assert (done.resumed, done.succeeded) == (mark["position"], 30 - mark["position"])


def test_a_cancelled_task_leaves_a_true_file(empty: Sandbox, file: Path) -> None:
    items = people(150)

    async def main() -> None:
        async with empty.async_client() as client:
            users = client.rostering.users
            task = asyncio.create_task(users.create_many(items, concurrency=4, checkpoint=file))
            while len(writes(empty)) < 40:  # noqa: ASYNC110 - the server is in a thread
                await asyncio.sleep(0.005)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            position = position_of(file)
            assert 30 < position < 150
            done = await users.create_many(items, concurrency=4, checkpoint=file)
            assert (done.resumed, done.succeeded, done.failed) == (position, 150 - position, [])

    asyncio.run(main())
    assert len(stored(empty)) == 150


def test_a_closed_client_leaves_the_rest_to_the_next_call(empty: Sandbox, file: Path) -> None:
    """The call itself ended, with a complete report, so that it leaves no file."""
    client = empty.client()

    def closing() -> Iterator[Any]:
        yield from people(30)
        client.close()
        yield from people(60)[30:]

    done = client.rostering.users.create_many(closing(), concurrency=4, checkpoint=file)
    assert done.succeeded + len(done.failed) == 60
    assert not file.exists()


def test_what_failed_is_sent_again_and_told(call: Both, empty: Sandbox, file: Path) -> None:
    call(f"{USERS}.create_many", people(60))
    items = people(60, givenName="Ada")
    items[3]["roles"] = []
    empty.faults.add("PUT", "*/users/u005", status=500)
    with pytest.raises(Stopped):
        call(f"{USERS}.update_many", stopping(items, 40), concurrency=4, checkpoint=file)
    empty.faults.clear()
    before = len(writes(empty))
    done = call(f"{USERS}.update_many", items, concurrency=4, checkpoint=file)
    assert [(place, type(error)) for place, error in done.failed] == [(3, InvalidRequestError)]
    assert done.resumed + done.succeeded == 59
    assert ("PUT", "u005", 200) in writes(empty)[before:]
    assert stored(empty)["u005"] == "Ada"
    assert not file.exists()


def test_an_older_change_is_not_sent_after_a_newer_one_of_the_same_object(
    call: Both, empty: Sandbox, file: Path
) -> None:
    """What failed is sent again by the second call, except where a later change of the object has been made."""
    call(f"{USERS}.create_many", people(20))
    old, new = {"givenName": "old"}, {"givenName": "new"}
    changes: list[Any] = [("u000", old), ("u001", old), ("u000", new)]
    changes += [(f"u{number:03}", {"givenName": "other"}) for number in range(2, 20)]
    empty.faults.add("PATCH", "*/users/u000", status=500, times=1)
    empty.faults.add("PATCH", "*/users/u001", status=500, times=1)
    with pytest.raises(Stopped):
        call(f"{USERS}.patch_many", stopping(changes, 18), concurrency=1, checkpoint=file)
    empty.faults.clear()
    done = call(f"{USERS}.patch_many", changes, concurrency=1, checkpoint=file)
    assert stored(empty)["u000"] == "new"
    assert stored(empty)["u001"] == "old"
    ((place, error),) = done.failed
    assert (place, type(error)) == (0, TimeBackError)
    assert "a later object with the same id has been written" in str(error)


def set_back(file: Path, items: list[Any], position: int) -> None:
    """Give the file an earlier position, as if the process had been killed before it was written again."""
    data = json.loads(file.read_text())
    assert position < data["mark"]["position"]
    chain = hashlib.sha256(data["salt"].encode()).digest()
    for item in items[:position]:
        chain = _digest(chain, item if isinstance(item, str) else item["sourcedId"], item)
    data["mark"] |= {"position": position, "objects": chain.hex()}
    file.write_text(json.dumps(data))


def test_a_deletion_that_may_have_happened_counts(call: Both, file: Path) -> None:
    """404 in the second call is a success for what the first may have deleted, and a failure for what it was told."""
    stimuli = [{"identifier": f"s{number}", "title": "x", "content": "<p>x</p>"} for number in range(20)]
    call("qti.stimuli.create_many", stimuli)
    ids = [f"s{number}" for number in range(20)]
    ids[2] = "nobody"
    call.box.faults.add("DELETE", "*/s5", cut="after", times=1)
    with pytest.raises(Stopped):
        call("qti.stimuli.delete_many", stopping(ids, 12), concurrency=2, checkpoint=file)
    assert json.loads(file.read_text())["mark"]["failed"] == [[2, 2, 0], [5, 5, 1]]
    # The objects from the fourth on may have been deleted before the file was written again.
    set_back(file, ids, 4)
    done = call("qti.stimuli.delete_many", ids, checkpoint=file)
    assert [(place, type(error)) for place, error in done.failed] == [(2, NotFoundError)]
    assert (done.resumed, done.succeeded) == (3, 16)
    assert call("qti.stimuli.get_many", ids).missing == ids


def test_a_creation_that_may_have_happened_counts_if_the_object_is_the_same(
    call: Both, empty: Sandbox, file: Path
) -> None:
    items = people(30)
    with pytest.raises(Stopped):
        call(f"{USERS}.create_many", stopping(items, 20), concurrency=2, checkpoint=file)
    # The last of the objects are known to the server, but the file does not say so, as after a kill.
    set_back(file, items, 10)
    call(f"{USERS}.patch_user", "u012", {"givenName": "changed by someone else"})
    done = call(f"{USERS}.create_many", items, concurrency=2, checkpoint=file)
    ((place, error),) = done.failed
    assert place == 12
    assert getattr(error, "status", None) == 422
    assert (done.resumed, done.succeeded) == (10, 19)
    pair = done.results[11]
    assert (pair.supplied_sourced_id, pair.allocated_sourced_id) == ("u011", "u011")
    assert len(stored(empty)) == 30


def test_a_creation_with_a_checkpoint_needs_an_id(call: Both, empty: Sandbox, file: Path) -> None:
    nameless = user("u2")
    del nameless["sourcedId"]
    done = call(f"{USERS}.create_many", [user("u1"), nameless], checkpoint=file)
    assert [(place, type(error)) for place, error in done.failed] == [(1, InvalidRequestError)]
    assert "create_many with a checkpoint: the object has no sourcedId" in str(done.failed[0][1])
    assert call(f"{USERS}.create_many", [nameless]).succeeded == 1


# Files that are not of this call


@pytest.mark.parametrize("change", ["another order", "one more before", "fewer", "another value", "none"])
def test_other_objects_are_refused_and_the_file_stays(call: Both, empty: Sandbox, file: Path, change: str) -> None:
    items = people(24)
    with pytest.raises(Stopped):
        call(f"{USERS}.create_many", stopping(items, 16), concurrency=2, checkpoint=file)
    content, before = file.read_bytes(), len(writes(empty))
    other = {
        "another order": items[::-1],
        "one more before": [user("new"), *items],
        "fewer": items[:8],
        "another value": [{**item, "givenName": "Ada"} if item["sourcedId"] == "u007" else item for item in items],
        "none": [],
    }[change]
    with pytest.raises(
        InvalidRequestError, match=r"checkpoint: the first \d+ objects differ from those of the earlier"
    ):
        call(f"{USERS}.create_many", other, checkpoint=file)
    assert file.read_bytes() == content
    assert len(writes(empty)) == before
    assert call(f"{USERS}.create_many", items, checkpoint=file)
    assert len(stored(empty)) == 24


def test_another_call_is_refused_and_the_file_stays(call: Both, empty: Sandbox, file: Path) -> None:
    with pytest.raises(Stopped):
        call(f"{USERS}.create_many", stopping(people(60), 40), concurrency=2, checkpoint=file)
    content, before = file.read_bytes(), len(empty.requests)
    for path in ("rostering.users.upsert_many", "rostering.orgs.create_many", "gradebook.results.create_many"):
        with pytest.raises(InvalidRequestError, match=r"checkpoint: the file belongs to another call \(server, coll"):
            call(path, people(60), checkpoint=file)
    with Sandbox() as other, pytest.raises(InvalidRequestError, match="server"):
        Both(other, call.kind)(f"{USERS}.create_many", people(60), checkpoint=file)
    with pytest.raises(InvalidRequestError, match="another listing"):
        call(f"{USERS}.iter_users", checkpoint=file)
    assert file.read_bytes() == content
    assert [request for request in empty.requests[before:] if "/token" not in request.path] == []


@pytest.mark.parametrize("content", [b"", b"{}", b"notes", b"PK\x03\x04", b'{"format": "timeback-checkpoint-1"}'])
def test_a_file_of_others_is_refused_and_stays(call: Both, file: Path, content: bytes) -> None:
    file.write_bytes(content)
    for method in METHODS:
        with pytest.raises(InvalidRequestError, match=r"checkpoint: .*not a checkpoint.*was not changed"):
            call(f"{USERS}.{method}", people(3), checkpoint=file)
    assert file.read_bytes() == content
    assert not writes(call.box)


def test_a_damaged_file_is_refused(call: Both, file: Path) -> None:
    items = people(30)
    with pytest.raises(Stopped):
        call(f"{USERS}.create_many", stopping(items, 20), concurrency=2, checkpoint=file)
    data = json.loads(file.read_text())
    for name, value in (
        ("position", -1),
        ("position", 10**9),
        ("limit", "5"),
        ("limit", True),
        ("failed", [[1]]),
        ("failed", [[5, 2, 0]]),
        ("failed", [[1, 1, 7]]),
        ("failed", 5),
        ("objects", None),
    ):
        file.write_text(json.dumps({**data, "mark": {**data["mark"], name: value}}))
        with pytest.raises(InvalidRequestError, match="checkpoint: "):
            call(f"{USERS}.create_many", items, checkpoint=file)


def test_a_path_that_cannot_be_one_is_refused_at_once(call: Both, tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing" / "file", 7):
        with pytest.raises(InvalidRequestError, match="checkpoint: "):
            call(f"{USERS}.create_many", people(3), checkpoint=path)
    assert not writes(call.box)


def test_the_file_is_the_owners_and_holds_nothing_of_a_person(call: Both, file: Path) -> None:
    with pytest.raises(Stopped):
        call(f"{USERS}.create_many", stopping(people(60), 40), concurrency=2, checkpoint=file)
    text = file.read_text()
    for private in ("u0", "Zoë", "Lovelace", "example.org"):
        assert private not in text
    assert len(text) < 1000
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_a_full_disk_ends_the_call_before_anything_more_is_sent(
    call: Both, empty: Sandbox, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    items = people(60)
    with pytest.raises(Stopped):
        call(f"{USERS}.create_many", stopping(items, 10), concurrency=2, checkpoint=file)
    content = file.read_bytes()

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", full)
        with pytest.raises(StorageError, match="No space"):
            call(f"{USERS}.create_many", items, concurrency=2, checkpoint=file)
    assert file.read_bytes() == content
    assert len(stored(empty)) <= json.loads(content)["mark"]["limit"]
    assert call(f"{USERS}.create_many", items, checkpoint=file)
    assert len(stored(empty)) == 60


def test_a_creation_that_may_have_happened_and_did_not_is_told(call: Both, empty: Sandbox, file: Path) -> None:
    """Objects that are invalid are sent again too, and fail with the error of the server."""
    items: list[Any] = people(30)
    items[12]["roles"][0]["org"]["sourcedId"] = "nowhere"
    items[15] = {**items[15], "metadata": object()}
    with pytest.raises(Stopped):
        call(f"{USERS}.create_many", stopping(items, 20), concurrency=2, checkpoint=file)
    set_back(file, items, 10)
    done = call(f"{USERS}.create_many", items, concurrency=2, checkpoint=file)
    assert [place for place, _ in done.failed] == [12, 15]
    assert [getattr(error, "status", None) for _, error in done.failed] == [422, None]
    assert (done.resumed, done.succeeded) == (10, 18)


def test_a_creation_of_qti_that_may_have_happened(call: Both, file: Path) -> None:
    items = [{"identifier": f"s{number}", "title": "x", "content": "<p>x</p>"} for number in range(20)]
    with pytest.raises(Stopped):
        call("qti.stimuli.create_many", stopping(items, 12), concurrency=2, checkpoint=file)
    data = json.loads(file.read_text())
    chain = hashlib.sha256(data["salt"].encode()).digest()
    data["mark"] |= {"position": 0, "objects": chain.hex()}
    file.write_text(json.dumps(data))
    done = call("qti.stimuli.create_many", items, checkpoint=file)
    assert (done.resumed, done.succeeded) == (0, 20 - len(done.failed))
    assert {getattr(error, "status", None) for _, error in done.failed} == {409}
    assert call("qti.stimuli.get_many", [item["identifier"] for item in items]).missing == []


@pytest.mark.slow
def test_a_slow_request_lets_others_go_on_only_so_far(empty: Sandbox, file: Path) -> None:
    """If the process is killed meanwhile, no more objects than these are sent again."""
    items = people(200)
    empty.faults.add("POST", "*/users", latency=3, times=1)
    seen = 0

    def source() -> Iterator[Any]:
        nonlocal seen
        for item in items:
            seen += 1
            yield item

    async def main() -> None:
        async with empty.async_client() as client:
            task = asyncio.create_task(client.rostering.users.create_many(source(), concurrency=2, checkpoint=file))
            await asyncio.sleep(2.5)
            assert 2 < seen <= 16 * 2 + 1
            assert (await task).succeeded == 200

    asyncio.run(main())


def test_an_error_that_is_not_the_librarys_is_raised_at_the_end(
    answered: Callable[..., TimeBackClient], file: Path
) -> None:
    """Such an error of a transport does not stop the others. The next call sends that object again."""
    sent: list[str] = []
    is_broken = True

    def answer(request: httpx.Request) -> httpx.Response:
        name = request.url.path.rpartition("/")[2]
        sent.append(name)
        if name == "u003" and is_broken:
            raise LookupError("broken")
        return httpx.Response(204)

    users = answered(answer).rostering.users
    ids = [f"u{number:03}" for number in range(20)]
    with pytest.raises(LookupError, match="broken"):
        users.delete_many(ids, checkpoint=file)
    assert len(sent) == 20
    is_broken = False
    done = users.delete_many(ids, checkpoint=file)
    assert (done.resumed, done.succeeded) == (19, 1)
    assert sent[20:] == ["u003"]
