"""Feeds of changes over HTTP: what each run returns, and where the next one starts."""

from __future__ import annotations

import asyncio
import json
import os
import stat
import sys
import warnings
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.changes.kit import LONG_AGO, Feeds, Server, changed_url, remove, seconds_ago, store, without_filter
from timeback.errors import (
    BadRequestError,
    ClientStateError,
    FullReadWarning,
    InvalidRequestError,
    ServerError,
    UnprocessableEntityError,
)
from timeback.sandbox import Sandbox

HOUR = timedelta(hours=1)


def test_the_first_run_returns_everything_and_the_next_ones_what_changed(feeds: Feeds, file: Path) -> None:
    store(feeds.box, "a", "b", "c")
    first = feeds.run(file)
    assert (first.ids, first.since) == (["a", "b", "c"], None)
    assert feeds.run(file).ids == []
    store(feeds.box, "b", "d", changed=datetime.now(UTC))
    store(feeds.box, "c", changed=datetime.now(UTC), status="tobedeleted")
    second = feeds.run(file)
    assert second.ids == ["b", "c", "d"]
    assert second.objects[1].status == "tobedeleted"
    assert second.since is not None
    assert seconds_ago(400) < second.since < seconds_ago(300 - 5)
    # What was changed within the overlap comes again.
    assert feeds.run(file).ids == ["b", "c", "d"]


def test_a_run_that_is_not_committed_is_repeated(feeds: Feeds, file: Path) -> None:
    store(feeds.box, "a")
    assert feeds.run(file, commit=False).ids == ["a"]
    assert not file.exists()
    assert feeds.run(file).ids == ["a"]
    store(feeds.box, "b", changed=datetime.now(UTC))
    before = file.read_bytes()
    assert feeds.run(file, commit=False).ids == ["b"]
    assert file.read_bytes() == before
    assert feeds.run(file).ids == ["b"]


def test_a_sink_keeps_the_state_itself(feeds: Feeds) -> None:
    store(feeds.box, "a")
    first = feeds.run(state={})
    assert first.ids == ["a"]
    assert first.state is not None
    state = json.loads(json.dumps(first.state))
    assert set(state) == {"since", "server", "collection"}
    store(feeds.box, "b", changed=datetime.now(UTC))
    assert feeds.run(state=state).ids == ["b"]


def test_changes_with_the_same_time_as_the_start_come(feeds: Feeds) -> None:
    start = datetime.now(UTC).replace(microsecond=0)
    store(feeds.box, "a", "b", changed=start)
    store(feeds.box, "c", changed=start - timedelta(milliseconds=1))
    state = feeds.run(server=Server(date=start), overlap=timedelta()).state
    assert state is not None
    begun = datetime.fromisoformat(state["since"])
    assert start - timedelta(seconds=60) < begun <= start
    later = Server(date=start + HOUR)
    assert feeds.run(server=later, state={**state, "since": start.isoformat()}).ids == ["a", "b"]


def test_the_clock_of_the_client_has_no_influence(feeds: Feeds, file: Path) -> None:
    # The clock of the server is five days behind that of this machine.
    now = datetime.now(UTC).replace(microsecond=0) - timedelta(days=5)
    store(feeds.box, "a", changed=now - HOUR)
    feeds.run(file, server=Server(date=now))
    store(feeds.box, "b", changed=now)
    later = feeds.run(file, server=Server(date=now + HOUR))
    assert later.ids == ["b"]
    assert later.since is not None
    assert now - timedelta(minutes=6) < later.since <= now - timedelta(minutes=5)


def test_a_change_of_a_page_that_was_read_comes_in_the_next_run(feeds: Feeds, file: Path) -> None:
    store(feeds.box, *(f"u{number}" for number in range(6)))
    seen: list[str] = []

    def sink(item: Any) -> None:
        seen.append(item.sourced_id)
        if len(seen) == 5:
            # An object of an early page changes, then one of a later page.
            store(feeds.box, "u0", changed=datetime.now(UTC), givenName="New")
            store(feeds.box, "u9", changed=datetime.now(UTC) + timedelta(seconds=1))

    feeds.run(file, page_size=2, sink=sink, overlap=timedelta())
    found = {item.sourced_id: item for item in feeds.run(file).objects}
    assert found["u0"].given_name == "New"
    assert "u9" in found


def test_a_write_that_becomes_visible_late_comes_by_the_overlap(feeds: Feeds, file: Path) -> None:
    store(feeds.box, "a")
    feeds.run(file)
    store(feeds.box, "b", changed=seconds_ago(120))
    assert feeds.run(file).ids == ["b"]


# What the state is good for


def test_reading_has_to_end_before_a_commit(box: Sandbox, file: Path) -> None:
    store(box, "a", "b")
    with box.client() as client:
        feed = client.rostering.users.changes(file)
        next(feed)
        for call in (feed.commit, feed.state, feed.vanished):
            with pytest.raises(ClientStateError, match="have not been read to their end"):
                call()
        assert not file.exists()
        assert [item.sourced_id for item in feed] == ["b"]
        feed.commit()
        assert file.exists()
        assert list(feed) == []
        with pytest.raises(ClientStateError, match="committed before"):
            feed.commit()


async def run_with_the_async_client(box: Sandbox, file: Path) -> None:
    store(box, "a", "b")
    async with box.async_client() as client:
        feed = client.rostering.users.changes(file)
        await anext(feed)
        with pytest.raises(ClientStateError, match="have not been read to their end"):
            await feed.commit()
        with pytest.raises(ClientStateError, match="have not been read to their end"):
            feed.vanished()
        assert [item.sourced_id async for item in feed] == ["b"]
        await feed.commit()
        assert [item async for item in feed] == []


def test_the_same_with_the_async_client(box: Sandbox, file: Path) -> None:
    asyncio.run(run_with_the_async_client(box, file))
    assert file.exists()


def test_a_feed_without_a_checkpoint_cannot_be_committed(feeds: Feeds) -> None:
    with pytest.raises(ClientStateError, match="no checkpoint"):
        feeds.run(commit=True)


def test_a_closed_feed_returns_nothing(box: Sandbox, file: Path) -> None:
    store(box, "a", "b")
    with box.client() as client:
        with client.rostering.users.changes(file) as feed:
            next(feed)
        with pytest.raises(ClientStateError, match="closed"):
            next(feed)
        with pytest.raises(ClientStateError, match="have not been read"):
            feed.commit()
    assert not file.exists()


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        ({"overlap": 5}, "overlap"),
        ({"overlap": timedelta(seconds=-1)}, "overlap"),
        ({"page_size": 0}, "page_size"),
        ({"state": {"since": None}}, "state"),
        ({"checkpoint": "no-such-folder/x"}, "checkpoint"),
        ({"checkpoint": 5}, "checkpoint"),
        ({"checkpoint": "x", "state": {}}, "changes"),
    ],
)
def test_wrong_arguments_are_refused_at_the_call(
    box: Sandbox, arguments: dict[str, Any], name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    with box.client() as client, pytest.raises(InvalidRequestError, match=f"^{name}: "):
        client.rostering.users.changes(**arguments)
    assert list(tmp_path.iterdir()) == []


def test_a_checkpoint_of_another_collection_or_server_is_refused(feeds: Feeds, file: Path) -> None:
    feeds.run(file)
    before = file.read_bytes()
    with pytest.raises(InvalidRequestError, match=r"checkpoint: .*another feed"):
        feeds.run(file, collection="orgs")
    with Sandbox() as other, pytest.raises(InvalidRequestError, match=r"checkpoint: .*another feed"):
        Feeds(other, feeds.kind).run(file)
    assert file.read_bytes() == before
    # Without the checkpoint, the ids are still those of another feed.
    file.unlink()
    with pytest.raises(InvalidRequestError, match=r"users\.feed\.ids has the ids of another"):
        feeds.run(file, collection="orgs")


def test_a_state_of_another_collection_is_refused(feeds: Feeds) -> None:
    with pytest.raises(InvalidRequestError, match=r"^state: .*another collection than orgs"):
        feeds.run(state=feeds.run().state, collection="orgs")


def test_a_checkpoint_of_a_listing_is_no_checkpoint_of_a_feed(box: Sandbox, file: Path) -> None:
    store(box, "a", "b", "c")
    with box.client() as client:
        users = client.rostering.users
        listing = users.iter_users(page_size=1, checkpoint=file)
        next(listing)
        next(listing)
        before = file.read_bytes()
        with pytest.raises(InvalidRequestError, match=r"checkpoint: .*another call"):
            users.changes(file)
        assert file.read_bytes() == before


@pytest.mark.parametrize("content", [b"hello", b"", b"{}", b'{"format": "timeback-checkpoint-1"}'])
def test_another_file_is_refused_and_stays(feeds: Feeds, file: Path, content: bytes) -> None:
    file.write_bytes(content)
    with pytest.raises(InvalidRequestError, match="checkpoint: "):
        feeds.run(file)
    assert file.read_bytes() == content


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
def test_the_files_are_readable_by_the_owner_only(feeds: Feeds, file: Path) -> None:
    store(feeds.box, "a")
    old = os.umask(0)
    try:
        feeds.run(file)
    finally:
        os.umask(old)
    for path in file.parent.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path.name
    assert {path.name for path in file.parent.iterdir()} == {"users.feed", "users.feed.ids", "users.feed.lock"}


# Servers


def rejecting(error: int) -> Server:
    def answer(request: httpx.Request) -> httpx.Response | httpx.Request:
        return httpx.Response(error, json={}) if "filter" in request.url.params else request

    return Server(request=answer)


@pytest.mark.parametrize("error", [400, 422])
def test_a_server_that_rejects_the_filter_is_read_whole(feeds: Feeds, file: Path, error: int) -> None:
    store(feeds.box, "a", "b")
    feeds.run(file)
    with pytest.warns(FullReadWarning, match=r"GET /users: the server rejects a filter"):
        second = feeds.run(file, server=rejecting(error))
    assert (second.ids, second.since) == (["a", "b"], None)


def test_a_server_that_ignores_the_filter_is_read_whole(feeds: Feeds, file: Path) -> None:
    store(feeds.box, "a", "b")
    feeds.run(file)
    with pytest.warns(FullReadWarning, match=r"GET /users: the server ignores the filter"):
        second = feeds.run(file, server=Server(request=without_filter))
    assert (second.ids, second.since) == (["a", "b"], None)


def test_a_server_whose_clock_was_set_back_is_read_whole(feeds: Feeds, file: Path) -> None:
    store(feeds.box, "a", "b")
    feeds.run(file, server=Server(date=datetime.now(UTC) + timedelta(days=900)))
    with pytest.warns(FullReadWarning, match="clock of the server is behind"):
        second = feeds.run(file)
    assert (second.ids, second.since) == (["a", "b"], None)
    # It heals itself.
    store(feeds.box, "c", changed=datetime.now(UTC))
    assert feeds.run(file).ids == ["c"]


def test_a_server_without_a_date_is_read_from_the_newest_stamp(feeds: Feeds, file: Path) -> None:
    store(feeds.box, "a", "b", changed=LONG_AGO)
    store(feeds.box, "c", changed=LONG_AGO + HOUR)
    undated = Server(date=None)
    assert feeds.run(file, server=undated).ids == ["a", "b", "c"]
    second = feeds.run(file, server=undated, overlap=timedelta(minutes=1))
    assert second.since == LONG_AGO + HOUR - timedelta(minutes=5)
    assert second.ids == ["c"]
    # A server that ignores the sort too makes the next run longer, and no change is lost.
    store(feeds.box, "d", changed=LONG_AGO + 2 * HOUR)
    unsorted = Server(date=None, request=lambda request: changed_url(request, sort=None, orderBy=None))
    assert feeds.run(file, server=unsorted).ids == ["c", "d"]
    assert feeds.run(file, server=undated).ids == ["c", "d"]


def test_an_empty_server_without_a_date_is_read_whole_next_time(feeds: Feeds, file: Path) -> None:
    assert feeds.run(file, server=Server(date=None)).ids == []
    store(feeds.box, "a", changed=LONG_AGO)
    assert feeds.run(file, server=Server(date=None)).ids == ["a"]


def test_a_stamp_in_the_future_is_not_the_time_of_a_server_without_a_date(feeds: Feeds, file: Path) -> None:
    store(feeds.box, "a", changed=datetime.now(UTC) + timedelta(days=100))
    feeds.run(file, server=Server(date=None))
    store(feeds.box, "b", changed=datetime.now(UTC))
    assert feeds.run(file, server=Server(date=None)).ids == ["a", "b"]


def test_other_errors_are_raised_and_the_run_goes_on(box: Sandbox, file: Path) -> None:
    store(box, *"abcd")
    with box.client(max_retries=0) as client:
        feed = client.rostering.users.changes(file, page_size=2)
        box.faults.add(path="*/users", status=503, times=1)
        with pytest.raises(ServerError):
            next(feed)
        assert [item.sourced_id for item in feed] == list("abcd")
        feed.commit()


@pytest.mark.parametrize(("status", "error"), [(400, BadRequestError), (422, UnprocessableEntityError)])
def test_an_error_of_the_whole_listing_is_raised(feeds: Feeds, file: Path, status: int, error: type[Exception]) -> None:
    feeds.run(file)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FullReadWarning)
        with pytest.raises(error):
            feeds.run(file, server=Server(request=lambda request: httpx.Response(status, json={})))


def test_a_listing_that_may_lack_objects_does_not_move_the_checkpoint(feeds: Feeds, file: Path) -> None:
    store(feeds.box, "a", "b")
    feeds.run(file)
    store(feeds.box, *(f"u{number}" for number in range(6)), changed=datetime.now(UTC))
    feeds.run(file)

    def answer(request: httpx.Request) -> httpx.Response | httpx.Request:
        # Every listing claims to have more objects than it sends.
        response = httpx.get(request.url, headers=request.headers)
        return httpx.Response(
            200, json={**response.json(), "totalCount": 50}, headers={"date": response.headers["date"]}
        )

    with pytest.warns(UserWarning, match=r"the server reported \d+ objects"):
        since = feeds.run(file, server=Server(request=answer)).since
    assert feeds.run(file).since == since


def test_faults_of_the_server_lose_nothing(feeds: Feeds, file: Path) -> None:
    ids = [f"u{number:03}" for number in range(120)]
    store(feeds.box, *ids)
    faults = feeds.box.faults
    faults.add(path="/ims/*", status=503, probability=0.1, seed=1)
    faults.add(path="/ims/*", truncate=True, probability=0.1, seed=2)
    faults.add(path="/ims/*", revoke_token=True, times=1)
    faults.add("GET", "*/users", cap=7, no_counters=True)
    found = feeds.run(file, page_size=20, settings={"max_retries": 20, "max_requests_per_second": None})
    assert sorted(found.ids) == ids


@pytest.mark.parametrize(
    "path",
    ["gradebook.results", "gradebook.line_items", "resources.resources", "rostering.students", "rostering.enrollments"],
)
def test_collections_of_all_services_have_a_feed(box: Sandbox, tmp_path: Path, path: str) -> None:
    service, name = path.split(".")
    with box.client() as client:
        feed = getattr(getattr(client, service), name).changes(tmp_path / name)
        assert list(feed) == []
        feed.commit()


def test_a_repr_has_no_path(box: Sandbox, file: Path) -> None:
    with box.client() as client, client.rostering.users.changes(file) as feed:
        assert repr(feed) == "<Changes: users, everything>"


def test_removed_objects_do_not_come(feeds: Feeds, file: Path) -> None:
    store(feeds.box, "a", "b")
    feeds.run(file)
    remove(feeds.box, "a")
    assert feeds.run(file).ids == []


def test_a_server_that_fails_at_a_later_page_by_id_is_read_by_offset(feeds: Feeds, file: Path) -> None:
    ids = [f"u{number:02}" for number in range(30)]
    store(feeds.box, *ids)
    seen: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response | httpx.Request:
        # Such as a server that cannot compare with some ids.
        return httpx.Response(422, json={}) if "sourcedId>'u19'" in request.url.params.get("filter", "") else request

    found = feeds.run(file, server=Server(request=answer), page_size=10, sink=lambda item: seen.append(item.sourced_id))
    # The objects of the first pages come again.
    assert found.ids == [*ids[:20], *ids]
    assert feeds.run(file, vanished=True).gone == []


def test_the_changes_are_read_by_id(feeds: Feeds, file: Path) -> None:
    store(feeds.box, *(f"u{number:02}" for number in range(30)))
    feeds.run(file)
    store(feeds.box, *(f"v{number:02}" for number in range(30)), changed=datetime.now(UTC))
    server = Server()
    assert len(feeds.run(file, server=server, page_size=10).ids) == 30
    filters = [query["filter"] for query in server.queries]
    assert all("dateLastModified>='" in each and each.count(" AND ") <= 1 for each in filters)
    assert any("sourcedId>'v09'" in each for each in filters)
    assert not any("offset" in query for query in server.queries)
