"""Offsets of a stream over HTTP: times of the server's clock."""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from timeback.errors import InvalidRequestError
from timeback.sandbox import Sandbox
from timeback.spark import connection, planning
from timeback.spark.changes import ChangeFeed
from timeback.spark.options import parse_options


@pytest.fixture(scope="module")
def server() -> Iterator[Sandbox]:
    with Sandbox(users=30) as box:
        yield box


@pytest.fixture
def box(server: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sandbox]:
    monkeypatch.setattr(planning, "FIRST_BACKOFF", 0.0)
    monkeypatch.setenv("TIMEBACK_CLIENT_ID", server.client_id)
    monkeypatch.setenv("TIMEBACK_CLIENT_SECRET", server.client_secret)
    monkeypatch.setenv("TIMEBACK_API_URL", server.url)
    yield server
    server.faults.clear()
    for key in list(connection._clients):
        connection.discard(key[1])


def feed(**given: str) -> ChangeFeed:
    return ChangeFeed(parse_options({"collection": "users", **given}))


def since(offset: dict[str, Any]) -> datetime | None:
    return None if offset["since"] is None else datetime.fromisoformat(offset["since"])


def test_a_new_stream_reads_everything(box: Sandbox) -> None:
    one = feed()
    start = one.initial()
    end = one.latest(start)
    assert since(start) is None
    assert one.condition(start, end) is None
    assert json.loads(json.dumps([start, end])) == [start, end]
    assert box.url in end["server"]


def test_a_stream_can_start_at_a_time(box: Sandbox) -> None:
    start = feed(modifiedSince="2026-01-31T00:05:00Z").initial()
    assert start["since"] == "2026-01-31T00:00:00Z"
    start = feed(modifiedSince="2026-01-31T00:05:00Z", overlapSeconds="0").initial()
    assert start["since"] == "2026-01-31T00:05:00Z"


def test_an_offset_is_the_time_of_the_server_minus_the_overlap(box: Sandbox) -> None:
    with box.client() as client:
        client.rostering.users.patch_user("user-000001", {"familyName": "x"})
        stamp = client.rostering.users.get_user("user-000001").date_last_modified
    assert isinstance(stamp, datetime)
    end = since(feed(overlapSeconds="60").latest())
    assert end is not None
    assert timedelta(minutes=-5) <= end - stamp <= timedelta(minutes=10)
    assert end.microsecond == 0


def test_a_batch_reads_what_was_changed_since_its_start(box: Sandbox) -> None:
    one = feed(overlapSeconds="0")
    start, end = one.latest(), one.latest()
    condition = one.condition(start, end)
    assert str(condition).startswith("dateLastModified>='")
    assert start["since"].removesuffix("Z") in str(condition)


def test_a_batch_is_not_begun_without_changes(box: Sandbox) -> None:
    one = feed(overlapSeconds="0")
    start = {**one.initial(), "since": "2999-01-01T00:00:00Z"}
    # The clock of the server is behind, so it was set back, and everything is read.
    end = one.latest(start)
    assert end != start
    assert one.condition(start, end) is None
    quiet = one.latest()
    box.faults.add("GET", "*/users", body={"users": [], "totalCount": 0}, times=1)
    assert one.latest(quiet) == quiet
    with box.client() as client:
        client.rostering.users.patch_user("user-000001", {"familyName": "y"})
    assert one.latest(one.initial())["since"] >= quiet["since"]


def test_a_server_without_counts_begins_a_batch(box: Sandbox) -> None:
    one = feed(overlapSeconds="0", modifiedSince="2020-01-01T00:00:00Z")
    box.faults.add("GET", "*/users", no_counters=True)
    assert one.latest(one.initial()) != one.initial()


def test_a_stream_that_ends_stops_at_the_time_of_its_beginning(box: Sandbox) -> None:
    one = feed()
    one.fix_end()
    end = one.latest(one.initial())
    before = len(box.requests)
    assert one.latest(end) == end
    assert len(box.requests) == before


@pytest.mark.parametrize(
    "offset",
    [
        {"since": None, "server": "https://other.example.org", "collection": "users"},
        {"since": "2026-01-31T00:00:00Z", "collection": "users"},
    ],
)
def test_an_offset_of_another_server_is_refused(box: Sandbox, offset: dict[str, Any]) -> None:
    with pytest.raises(InvalidRequestError, match="state"):
        feed().condition(offset, feed().latest())
    with pytest.raises(InvalidRequestError, match="state"):
        feed().latest(offset)


def test_an_offset_of_another_collection_is_refused(box: Sandbox) -> None:
    orgs = ChangeFeed(parse_options({"collection": "orgs"}))
    with pytest.raises(InvalidRequestError, match="collection"):
        feed().latest(orgs.initial())


def test_the_feed_is_pickled_without_a_secret(box: Sandbox) -> None:
    one = feed()
    one.fix_end()
    text = pickle.dumps(one)
    assert box.client_secret.encode() not in text
    assert pickle.loads(text).latest() == one.latest()


def test_closing_ends_the_client(box: Sandbox) -> None:
    one = feed()
    one.latest()
    one.close()
    assert connection._clients == {}
    one.close()
