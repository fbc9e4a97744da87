"""Ranges: plans, reading one range and all of them, on servers with faults, flaws and other orders."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
import warnings
from collections.abc import Iterator
from typing import Any

import pytest

from tests.ranges.listing_server import ListingServer
from tests.ranges.readers import RangeReader
from timeback import F, ranges
from timeback.errors import InvalidRequestError, KeysetPagingError
from timeback.ranges import Range, RangeWarning
from timeback.sandbox import Sandbox

# Upper-case letters come before all lower-case ones in one order, and among them in the other.
MIXED = [f"{letter}{number:03}" for number in range(60) for letter in "aBcD"]
IDS = [f"u{number:04}" for number in range(250)]


@pytest.fixture(autouse=True)
def no_faults(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    if "district" in request.fixturenames:
        request.getfixturevalue("district").faults.clear()


def user_ids(box: Sandbox) -> list[str]:
    with box.client() as client:
        return sorted(user.sourced_id for user in client.rostering.users.iter_users())


def test_the_ranges_of_a_plan_are_disjoint_and_cover_the_collection(district: Sandbox, reader: RangeReader) -> None:
    plan = reader.plan(district, "users", 7)
    parts = [[item["sourcedId"] for item in reader.read(district, each, page_size=30)] for each in plan]
    assert [len(part) for part in parts] == [each.expected for each in plan]
    assert len(plan) == 7
    assert max(map(len, parts)) - min(map(len, parts)) <= 1
    assert [identity for part in parts for identity in part] == user_ids(district)


def test_a_plan_can_be_pickled_and_shows_no_id(district: Sandbox, reader: RangeReader) -> None:
    plan = reader.plan(district, "users", 3)
    assert pickle.loads(pickle.dumps(plan)) == plan
    assert plan[1].low is not None
    assert "user-" in plan[1].low
    assert "user-" not in repr(plan)


def test_a_plan_takes_three_rounds_of_requests(district: Sandbox, reader: RangeReader) -> None:
    before = len(district.requests)
    reader.plan(district, "users", 4)
    sent = [request for request in district.requests[before:] if request.path.endswith("/users")]
    assert len(sent) <= 1 + 3 + 3 * 4


@pytest.mark.parametrize("collection", ["users", "enrollments", "academicSessions", "demographics", "students"])
def test_collections_have_the_names_of_the_api(district: Sandbox, reader: RangeReader, collection: str) -> None:
    found = reader.ids(district, collection, page_size=500)
    assert found
    assert len(found) == len(set(found)) == sum(each.expected or 0 for each in reader.plan(district, collection, 2))


def test_every_collection_can_be_read(district: Sandbox, reader: RangeReader) -> None:
    assert {"users", "results", "lineItems", "resources", "stimuli", "events", "CFDocuments"} <= set(
        ranges.listed_collections()
    )
    for collection in ranges.listed_collections():
        reader.read_all(district, collection)


def test_a_collection_is_found_by_its_name_without_importing_all_endpoints() -> None:
    program = (
        "import json, sys; from timeback.ranges import listings; names = json.loads(sys.argv[1]);"
        "print(json.dumps([listings.find_listing('users').name,"
        " [name for name in sys.modules if name.startswith('timeback.services.qti.')],"
        " [listings.find_listing(name) == listings._listings()[name] for name in names]]))"
    )
    names = ranges.listed_collections()
    run = subprocess.run(
        [sys.executable, "-c", program, json.dumps(names)], capture_output=True, text=True, check=True, timeout=60
    )
    assert json.loads(run.stdout) == ["users", [], [True] * len(names)]


@pytest.mark.parametrize("collection", ["stimuli", "events"])
def test_a_collection_without_ids_in_its_filter_is_one_range_by_offset(
    district: Sandbox, reader: RangeReader, collection: str
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert reader.plan(district, collection, 4) == [Range(collection, paging="offset")]


@pytest.mark.parametrize(
    "faults",
    [
        {"cap": 7},
        {"shuffle": True},
        {"status": 503, "probability": 0.05},
        {"truncate": True, "probability": 0.05},
        {"revoke_token": True, "times": 1, "probability": 0.2},
        {"cap": 7, "shuffle": True},
    ],
    ids=lambda faults: "-".join(faults),
)
def test_all_objects_come_once_under_faults(district: Sandbox, reader: RangeReader, faults: dict[str, Any]) -> None:
    expected = user_ids(district)
    district.faults.add(path="*/users", seed=5, **faults)
    assert reader.ids(district, ranges=8, page_size=20) == expected


def test_a_server_without_totals_is_read_as_one_range(district: Sandbox, reader: RangeReader) -> None:
    expected = user_ids(district)
    district.faults.add(path="*/users", no_counters=True)
    with pytest.warns(RangeWarning, match="how many objects"):
        assert reader.plan(district, "users", 8) == [Range("users")]
    with pytest.warns(RangeWarning):
        assert reader.ids(district, ranges=8, page_size=50) == expected


def test_another_order_of_the_filter_is_found_by_the_plan(reader: RangeReader) -> None:
    server = ListingServer(MIXED, sort_key=str.lower)
    with pytest.warns(RangeWarning, match="another order"):
        assert reader.plan(server, "users", 4) == [Range("users", expected=len(MIXED), paging="offset")]
    with pytest.warns(RangeWarning):
        assert reader.ids(server, ranges=4, page_size=10) == sorted(MIXED)


@pytest.mark.parametrize("key", [str, str.lower, lambda text: text[::-1]], ids=["code point", "no case", "other"])
def test_any_order_will_do_if_it_is_the_same_for_both(reader: RangeReader, key: Any) -> None:
    server = ListingServer(MIXED, sort_key=key, filter_key=key)
    assert len(reader.plan(server, "users", 4)) == 4
    assert reader.ids(server, ranges=4, page_size=10) == sorted(MIXED)


@pytest.mark.parametrize(
    "flaws",
    [
        {"ignores": ["filter"]},
        {"ignores": ["second"]},
        {"ignores": ["last"]},
        {"ignores": ["sort"]},
        {"ignores": ["orderBy"]},
        {"ignores": ["offset"]},
        {"rejects": ["filter"]},
        {"rejects": ["sort"]},
    ],
    ids=str,
)
def test_a_server_that_cannot_do_it_is_read_as_one_range(reader: RangeReader, flaws: dict[str, Any]) -> None:
    server = ListingServer(IDS, **flaws)
    with pytest.warns(RangeWarning, match="users is read as one range: the server"):
        (whole,) = reader.plan(server, "users", 4)
    assert (whole.low, whole.high) == (None, None)
    assert sorted(item["sourcedId"] for item in reader.read(server, whole, page_size=50)) == IDS


@pytest.mark.parametrize("flaws", [{"ignores": ["filter"]}, {"ignores": ["sort"]}, {"rejects": ["filter"]}], ids=str)
def test_one_range_falls_back_to_offsets(reader: RangeReader, flaws: dict[str, Any]) -> None:
    server = ListingServer(IDS, **flaws)
    assert sorted(item["sourcedId"] for item in reader.read(server, Range("users"), page_size=50)) == IDS


def test_a_range_with_bounds_never_falls_back(reader: RangeReader) -> None:
    server = ListingServer(IDS, ignores=["filter"])
    with pytest.raises(KeysetPagingError, match="sourcedId"):
        reader.read(server, Range("users", low="u0100", high="u0200"), page_size=50)


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_small_collections(reader: RangeReader, count: int) -> None:
    server = ListingServer(IDS[:count])
    plan = reader.plan(server, "users", 4)
    assert len(plan) == max(count, 1)
    assert reader.ids(server, ranges=4) == IDS[:count]


def test_ids_with_quotes_are_bounds_too(reader: RangeReader) -> None:
    keys = [f"o'{number:03}''" for number in range(40)]
    assert len(reader.plan(ListingServer(keys), "users", 4)) == 4
    assert reader.ids(ListingServer(keys), ranges=4, page_size=3) == keys


def test_a_filter_goes_along(district: Sandbox, reader: RangeReader) -> None:
    found = reader.read_all(district, "users", ranges=3, filter_expr=F.role == "teacher", page_size=5)
    with district.client() as client:
        teachers = [user.sourced_id for user in client.rostering.users.iter_users(filter_expr=F.role == "teacher")]
    assert sorted(item["sourcedId"] for item in found) == teachers


def test_fields_reduce_the_objects(district: Sandbox, reader: RangeReader) -> None:
    found = reader.read_all(district, "users", fields=["givenName"])
    assert {frozenset(item) for item in found} == {frozenset({"givenName", "sourcedId"})}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"collection": "user"}, "collection: .*Did you mean 'users'"),
        ({"collection": "xyz"}, "collection: .*Choose one of .*users"),
        ({"ranges": 0}, "ranges"),
        ({"page_size": 0}, "page_size"),
        ({"filter_expr": "role='x' OR role='y'"}, "filter_expr: .*OR"),
        ({"filter_expr": F.nonsense == "x"}, "filter_expr"),
        ({"collection": "stimuli", "filter_expr": "identifier='x'"}, "filter_expr: the listing of stimuli"),
    ],
    ids=str,
)
def test_wrong_arguments(district: Sandbox, reader: RangeReader, arguments: dict[str, Any], message: str) -> None:
    before = len(district.requests)
    with pytest.raises(InvalidRequestError, match=message):
        reader.read_all(district, **{"collection": "users", **arguments})
    assert len(district.requests) == before


def test_the_other_client_is_refused(district: Sandbox) -> None:
    client: Any = district.async_client()
    with pytest.raises(InvalidRequestError, match="plan_async"):
        ranges.plan(client, "users", 2)
    with pytest.raises(InvalidRequestError, match="read_all_async"):
        ranges.read_all(client, "users")
