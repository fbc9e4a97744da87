"""``paging="keyset"``: iterations that ask for each page by the last id of the page before."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.ranges.listing_server import ListingServer
from timeback import F
from timeback._pagination.paginator import IncompleteListingWarning
from timeback.errors import BadRequestError, InvalidRequestError, KeysetPagingError
from timeback.sandbox import Sandbox

IDS = [f"u{number:04}" for number in range(100)]
Before = Callable[[int, dict[str, str]], httpx.Response | None]


class Reader:
    """Reads the ids of users with either client."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def read(self, box: Any, *, most: int | None = None, into: list[str] | None = None, **arguments: Any) -> list[str]:
        got: list[str] = [] if into is None else into
        arguments = {"paging": "keyset", "page_size": 10, **arguments}
        if self.kind == "async":
            asyncio.run(self._read(box, most, got, arguments))
            return got
        with box.client() as client:
            for user in client.rostering.users.iter_users(**arguments):
                got.append(user.sourced_id)
                if len(got) == most:
                    break
        return got

    async def _read(self, box: Any, most: int | None, got: list[str], arguments: dict[str, Any]) -> None:
        async with box.async_client() as client:
            async for user in client.rostering.users.iter_users(**arguments):
                got.append(user.sourced_id)
                if len(got) == most:
                    break


@pytest.fixture(params=["sync", "async"])
def reader(request: pytest.FixtureRequest) -> Reader:
    return Reader(request.param)


def pages(server: ListingServer) -> list[dict[str, str]]:
    return [query for query in server.queries if query["limit"] != "1"]


@pytest.mark.parametrize("server", [{}, {"cap": 3}, {"totals": False}, {"cap": 3, "totals": False}], ids=str)
def test_all_objects_come_once_and_in_order(reader: Reader, server: dict[str, Any]) -> None:
    assert reader.read(ListingServer(IDS, **server)) == IDS


def test_no_request_has_an_offset(reader: Reader) -> None:
    server = ListingServer(IDS)
    reader.read(server)
    assert all("offset" not in query for query in server.queries)
    assert [query.get("filter") for query in pages(server)][:2] == [None, "sourcedId>'u0009'"]
    # One more is the proof at the end of the first page.
    assert len(server.queries) == 10 + 1


@pytest.mark.parametrize("count", [0, 1, 9])
def test_a_listing_of_one_page_costs_one_request(reader: Reader, count: int) -> None:
    server = ListingServer(IDS[:count])
    assert reader.read(server) == IDS[:count]
    assert len(server.queries) == 1


def insert_and_remove(server: ListingServer, seed: int) -> Before:
    """Before each page, remove an object that was read and insert another one in the part that was read."""
    draw = random.Random(seed)

    def before(number: int, query: dict[str, str]) -> None:
        if query["limit"] != "1" and number > 1:
            passed = sorted(server.keys)[: 8 * (number - 1)]
            server.keys.discard(draw.choice([key for key in passed if key[-1] in "13579"] or ["-"]))
            server.keys.add(f"u0000-{number}")

    return before


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_an_insert_that_hides_a_removal_loses_nothing(reader: Reader, seed: int) -> None:
    found = {}
    stable = {key for key in IDS if key[-1] not in "13579"}
    for paging in ("offset", "keyset"):
        server = ListingServer(IDS)
        server._before = insert_and_remove(server, seed)
        found[paging] = reader.read(server, paging=paging)
    assert stable <= set(found["keyset"])
    assert len(found["keyset"]) == len(set(found["keyset"]))


def test_what_hides_a_removal_from_offsets_is_found_by_keyset(reader: Reader) -> None:
    def change(server: ListingServer) -> Before:
        def before(number: int, query: dict[str, str]) -> None:
            if query.get("offset") == "30" or ">'u0029'" in query.get("filter", ""):
                server.keys.discard("u0005")
                server.keys.add("u0099-late")

        return before

    found = {}
    for paging in ("offset", "keyset"):
        server = ListingServer(IDS)
        server._before = change(server)
        found[paging] = reader.read(server, paging=paging)
    assert set(IDS) - set(found["offset"]) == {"u0030"}
    assert set(IDS) - set(found["keyset"]) == set()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"sort": "familyName"}, "sort: keyset"),
        ({"order_by": "desc"}, "sort: keyset"),
        ({"offset": 5}, "offset: keyset"),
        ({"filter_expr": (F.role == "student") | (F.role == "teacher")}, "filter_expr: .*OR"),
        ({"filter_expr": "(role='student')"}, "filter_expr: .*parentheses"),
        ({"paging": "cursor"}, "paging: expected 'offset' or 'keyset'"),
    ],
    ids=str,
)
def test_arguments_that_leave_no_room_are_refused(reader: Reader, arguments: dict[str, Any], message: str) -> None:
    server = ListingServer(IDS)
    with pytest.raises(InvalidRequestError, match=message):
        reader.read(server, **arguments)
    assert server.queries == []


@pytest.mark.parametrize("text", ["givenName='Tom OR Jerry (x)'", "givenName='O''Hara'"])
def test_values_in_a_filter_may_look_like_operators(reader: Reader, text: str) -> None:
    assert reader.read(ListingServer(IDS), filter_expr=text) == []


def test_the_order_of_ids_may_be_asked_for(reader: Reader) -> None:
    assert reader.read(ListingServer(IDS), sort="sourcedId", order_by="asc", offset=0) == IDS


@pytest.mark.parametrize("given", [F.given_name == "Name of u0042", "givenName='Name of u0042'"], ids=["built", "text"])
def test_the_filter_of_the_caller_comes_first(reader: Reader, given: Any) -> None:
    server = ListingServer(IDS, totals=False)
    assert reader.read(server, filter_expr=given, page_size=1) == ["u0042"]
    assert server.queries[-1]["filter"] == "givenName='Name of u0042' AND sourcedId>'u0042'"


@pytest.mark.parametrize(
    "flaws",
    [
        {"ignores": ["filter"]},
        {"ignores": ["sort"]},
        {"ignores": ["orderBy"]},
        {"rejects": ["filter"]},
        {"rejects": ["sort"]},
        {"sort_key": str.lower},
    ],
    ids=str,
)
def test_a_server_that_cannot_do_it_is_refused_before_the_first_object(reader: Reader, flaws: dict[str, Any]) -> None:
    keys = [f"{letter}{number:03}" for number in range(30) for letter in "aB"]
    got: list[str] = []
    with pytest.raises(KeysetPagingError, match=r"sourcedId.*paging='offset'") as caught:
        reader.read(ListingServer(keys, **flaws), into=got)
    assert got == []
    assert caught.value.path == "/users"
    assert not any(key in str(caught.value) for key in keys)


def test_the_cause_of_a_rejection_is_kept(reader: Reader) -> None:
    with pytest.raises(KeysetPagingError, match="rejects") as caught:
        reader.read(ListingServer(IDS, rejects=["sort"]))
    assert isinstance(caught.value.__cause__, BadRequestError)


def test_another_order_of_later_objects_is_an_error_and_no_gap(reader: Reader) -> None:
    keys = [f"{letter}{number:02}" for letter in "abc" for number in range(20)]
    server = ListingServer(keys, filter_key=lambda key: key.translate(str.maketrans("bc", "cb")))
    got: list[str] = []
    with pytest.raises(KeysetPagingError, match="another order"):
        reader.read(server, into=got)
    assert got == keys[:30]


def test_an_ignored_filter_loses_nothing_if_all_objects_are_on_one_page(reader: Reader) -> None:
    # The page may have been cut off, so another one is asked for, and is the same page again.
    server = ListingServer(IDS[:10], ignores=["filter"])
    assert reader.read(server) == IDS[:10]


@pytest.mark.parametrize("gone", [["u0009"], ["u0009", "u0008"], IDS[5:10]], ids=len)
def test_objects_that_are_removed_before_the_proof_change_nothing(reader: Reader, gone: list[str]) -> None:
    def before(number: int, query: dict[str, str]) -> None:
        if query["limit"] == "1":
            server.keys.difference_update(gone)

    server = ListingServer(IDS, before=before)
    assert reader.read(server) == IDS


def test_an_object_that_is_added_before_the_proof_changes_nothing(reader: Reader) -> None:
    def before(number: int, query: dict[str, str]) -> None:
        if query["limit"] == "1":
            server.keys.add("u0005-new")

    server = ListingServer(IDS, before=before)
    assert reader.read(server) == IDS


def test_removals_are_no_error(reader: Reader) -> None:
    def before(number: int, query: dict[str, str]) -> None:
        if ">'u0029'" in query.get("filter", ""):
            server.keys.difference_update(IDS[50:60])

    server = ListingServer(IDS, before=before)
    assert reader.read(server) == IDS[:50] + IDS[60:]


def test_a_server_that_answers_404_without_matches(reader: Reader) -> None:
    def before(number: int, query: dict[str, str]) -> httpx.Response | None:
        if ">'u0049'" in query.get("filter", ""):
            return httpx.Response(404, json={"imsx_codeMajor": "failure"})
        return None

    assert reader.read(ListingServer(IDS[:50], totals=False, before=before)) == IDS[:50]


def test_a_total_that_promises_more_than_comes_warns(reader: Reader) -> None:
    def before(number: int, query: dict[str, str]) -> httpx.Response | None:
        if ">'u0049'" in query.get("filter", ""):
            return httpx.Response(200, json={"users": [], "totalCount": 50})
        return None

    with pytest.warns(IncompleteListingWarning, match="reported 100 objects, but sent 50"):
        assert reader.read(ListingServer(IDS, before=before)) == IDS[:50]


def test_an_object_without_an_id_is_refused(reader: Reader) -> None:
    def before(number: int, query: dict[str, str]) -> httpx.Response:
        return httpx.Response(200, json={"users": [{"givenName": "Zoë"}] * 10, "totalCount": 50})

    with pytest.raises(KeysetPagingError, match="without sourcedId"):
        reader.read(ListingServer(IDS, before=before))


def test_ids_with_quotes(reader: Reader) -> None:
    keys = [f"o'{number:02}''" for number in range(40)]
    server = ListingServer(keys)
    assert reader.read(server) == keys


def test_ids_with_quotes_on_a_server_that_cannot_read_them() -> None:
    server = ListingServer([f"o'{number:02}" for number in range(40)])
    with server.client(filter_quotes="none") as client, pytest.raises(KeysetPagingError):
        list(client.rostering.users.iter_users(paging="keyset", page_size=10))


@pytest.mark.parametrize("most", [0, 1, 10, 15, 99, 100, 200])
def test_max_items(reader: Reader, most: int) -> None:
    assert reader.read(ListingServer(IDS), max_items=most) == IDS[:most]


def test_fields_get_the_id(reader: Reader) -> None:
    server = ListingServer(IDS)
    assert reader.read(server, fields=["givenName"]) == IDS
    assert {query["fields"] for query in pages(server)} == {"givenName,sourcedId"}


def test_after_an_error_it_goes_on_with_the_same_page(reader: Reader) -> None:
    failed = []

    def before(number: int, query: dict[str, str]) -> httpx.Response | None:
        if ">'u0049'" in query.get("filter", "") and not failed:
            failed.append(query)
            return httpx.Response(500)
        return None

    server = ListingServer(IDS, before=before)
    if reader.kind == "sync":
        with server.client() as client:
            users = client.rostering.users.iter_users(paging="keyset", page_size=10)
            assert [next(users).sourced_id for _ in range(50)] == IDS[:50]
            with pytest.raises(Exception, match="500"):
                next(users)
            assert [user.sourced_id for user in users] == IDS[50:]
        return

    async def run() -> None:
        async with server.async_client() as client:
            users = client.rostering.users.iter_users(paging="keyset", page_size=10)
            assert [(await anext(users)).sourced_id for _ in range(50)] == IDS[:50]
            with pytest.raises(Exception, match="500"):
                await anext(users)
            assert [user.sourced_id async for user in users] == IDS[50:]

    asyncio.run(run())


class TestCheckpoint:
    def test_it_goes_on_after_the_last_page_that_was_read(self, reader: Reader, tmp_path: Path) -> None:
        file, server = tmp_path / "checkpoint", ListingServer(IDS)
        assert reader.read(server, most=25, checkpoint=file) == IDS[:25]
        server.queries.clear()
        # Whatever changed before the last id matters as little as during an iteration.
        server.keys.difference_update(IDS[:19])
        server.keys.add("u0000-new")
        assert reader.read(server, checkpoint=file, page_size=7) == IDS[20:]
        assert server.queries[0]["filter"] == "sourcedId>'u0019'"
        assert not file.exists()

    def test_max_items_are_counted_in_each_run(self, reader: Reader, tmp_path: Path) -> None:
        file, server = tmp_path / "checkpoint", ListingServer(IDS[:50])
        runs = [reader.read(server, max_items=15, checkpoint=file) for _ in range(4)]
        assert runs == [IDS[:15], IDS[15:30], IDS[30:45], IDS[45:50]]
        assert not file.exists()

    @pytest.mark.parametrize(("first", "second"), [("keyset", "offset"), ("offset", "keyset")])
    def test_the_other_way_of_paging_needs_another_file(
        self, reader: Reader, tmp_path: Path, first: str, second: str
    ) -> None:
        file, server = tmp_path / "checkpoint", ListingServer(IDS)
        reader.read(server, most=25, checkpoint=file, paging=first)
        with pytest.raises(InvalidRequestError, match="checkpoint"):
            reader.read(server, checkpoint=file, paging=second)


@pytest.mark.parametrize(
    "faults",
    [{"cap": 7}, {"no_counters": True}, {"shuffle": True}, {"cap": 7, "no_counters": True, "shuffle": True}],
    ids=str,
)
def test_against_a_sandbox_with_faults(district: Sandbox, reader: Reader, faults: dict[str, Any]) -> None:
    expected = reader.read(district, paging="offset")
    district.faults.add(path="*/users", **faults)
    try:
        assert reader.read(district, page_size=30) == expected
    finally:
        district.faults.clear()


def test_all_listings_with_a_sort_and_a_filter_take_it(district: Sandbox) -> None:
    with district.client() as client:
        school = client.rostering.schools.first()
        assert school is not None
        by_offset = list(client.rostering.schools.iter_students(school.sourced_id, page_size=20))
        by_id = list(client.rostering.schools.iter_students(school.sourced_id, page_size=20, paging="keyset"))
        assert [user.sourced_id for user in by_id] == [user.sourced_id for user in by_offset]
        with pytest.raises(TypeError, match="paging"):
            client.qti.stimuli.iter_stimuli(paging="keyset")  # type: ignore[call-arg]
