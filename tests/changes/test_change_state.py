"""The rules of time of a feed of changes."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeback._pagination.change_state import ChangeState, checked_overlap, parse_stamp, server_time
from timeback.errors import InvalidRequestError

SERVER, COLLECTION = "https://api.example.org/ims/oneroster/rostering/v1p2", "users"
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
times = st.datetimes(datetime(2, 1, 1), datetime(9998, 12, 31), timezones=zones)


def state(since: datetime | None = NOON) -> ChangeState:
    return ChangeState(since, SERVER, COLLECTION)


def read(data: Any) -> ChangeState:
    return ChangeState.from_json(data, server=SERVER, collection=COLLECTION)


@given(times, st.timedeltas(timedelta(), timedelta(days=400)))
def test_a_stored_state_never_moves_forward(began: datetime, overlap: timedelta) -> None:
    following = state().next(began, overlap)
    restored = read(json.loads(json.dumps(following.to_json())))
    assert restored == following
    if restored.since is not None:
        assert timedelta() <= (began - overlap) - restored.since < timedelta(seconds=1)


@pytest.mark.parametrize("nothing", [None, {}])
def test_no_state_reads_everything(nothing: Any) -> None:
    assert read(nothing).since is None
    assert read(read(nothing).to_json()).since is None


def test_an_overlap_beyond_the_calendar_reads_everything() -> None:
    assert state().next(NOON, timedelta.max).since is None


def test_an_unknown_time_leaves_the_state() -> None:
    assert state().next(None, MINUTE) == state()


@pytest.mark.parametrize(
    "change",
    [
        {"server": "https://other.example.org"},
        {"collection": "orgs"},
        {"since": "yesterday"},
        {"since": 5},
        {"more": 1},
    ],
)
def test_a_state_of_something_else_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(InvalidRequestError, match=r"^state: "):
        read({**state().to_json(), **change})


@pytest.mark.parametrize("wrong", [[], "x", 5, {"since": None}])
def test_what_is_not_a_state_is_refused(wrong: Any) -> None:
    with pytest.raises(InvalidRequestError, match=r"^state: "):
        read(wrong)


def test_the_time_is_that_of_the_sending_by_the_server() -> None:
    headers = {"date": "Sun, 01 Mar 2026 12:00:09 GMT"}
    assert server_time(headers, 0) == NOON + timedelta(seconds=9)
    assert server_time(headers, 8.2) == NOON
    # The clock of the client, which gives no duration below 0 unless it is odd, moves nothing forward.
    assert server_time(headers, -5) == NOON + timedelta(seconds=9)


@pytest.mark.parametrize("headers", [{}, {"date": ""}, {"date": "now"}, {"date": "Sun, 01 Mar 2026"}])
def test_a_reply_without_a_date_gives_none(headers: dict[str, str]) -> None:
    assert server_time(headers, 0) is None


def test_a_clock_that_was_set_back_is_noticed() -> None:
    assert state().is_clock_set_back(NOON - MINUTE)
    assert not state().is_clock_set_back(NOON)
    assert not state(None).is_clock_set_back(NOON)


@pytest.mark.parametrize(
    ("stamp", "ignored"),
    [
        ("2026-02-28T11:59:59Z", True),
        ("2026-02-28T11:59:59", True),
        ("2026-02-28", True),
        # A server that compares days sends this object too.
        ("2026-03-01T00:00:00Z", False),
        ("2026-03-01T12:00:00.000Z", False),
        ("", False),
        (None, False),
        (17, False),
    ],
)
def test_an_old_object_shows_that_the_filter_is_ignored(stamp: Any, ignored: bool) -> None:
    assert state().is_filter_ignored(stamp) is ignored
    assert not state(None).is_filter_ignored(stamp)


@given(times)
def test_stamps_are_read_in_any_zone(time: datetime) -> None:
    assert parse_stamp(time.isoformat()) == time


@pytest.mark.parametrize("wrong", [5, None, "1h", timedelta(seconds=-1)])
def test_a_wrong_overlap_is_refused(wrong: Any) -> None:
    with pytest.raises(InvalidRequestError, match=r"^overlap: "):
        checked_overlap(wrong)
