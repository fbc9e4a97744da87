"""Iteration over listings: server quirks, objects added and removed meanwhile, arguments."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.facade.paging_server import PagingServer, Reader, ids, users
from timeback import TimeBackClient
from timeback.errors import BadRequestError, DecodingError, InvalidRequestError, ServerError
from timeback.page import IncompleteListingWarning
from timeback.sandbox import Sandbox


@pytest.fixture(params=["sync", "async"])
def reader(request: pytest.FixtureRequest) -> Reader:
    return Reader(request.param)


# Pages


@pytest.mark.parametrize("total", [True, None])
@pytest.mark.parametrize("count", [0, 1, 9, 10, 11, 30, 57])
def test_all_come_once_and_in_order(reader: Reader, count: int, total: bool | None) -> None:
    server = PagingServer(ids(count), total=total)
    assert reader.read(server, page_size=10) == ids(count)
    if total:
        # The total at the end of a full page may be no more than the number of objects up to there.
        assert len(server.queries) == max(1, -(-count // 10)) + (count in (10, 30))


@pytest.mark.parametrize("total", [True, None])
def test_a_silent_cap_loses_nothing(reader: Reader, total: bool | None) -> None:
    server = PagingServer(ids(57), cap=7, total=total)
    assert reader.read(server, page_size=50) == ids(57)


def test_a_listing_that_comes_whole_is_asked_for_once_and_as_documented(box: Sandbox, client: TimeBackClient) -> None:
    users = client.rostering.users
    parents = [f"parent-{number}" for number in range(3)]
    role = {"roleType": "primary", "role": "student", "org": {"sourcedId": "org-school-001"}}
    child = {"givenName": "Ada", "familyName": "Lovelace", "username": "ada", "enabledUser": True, "roles": [role]}
    for parent in parents:
        users.create_user({**child, "sourcedId": parent})
    users.create_user({**child, "sourcedId": "child", "agents": [{"sourcedId": parent} for parent in parents]})

    assert [one.sourced_id for one in users.iter_agents("child")] == parents
    assert [one.sourced_id for one in users.iter_represented_users("parent-1")] == ["child"]
    asked = [(request.path.rpartition("/")[2], request.raw_query) for request in box.requests[-2:]]
    assert asked == [("agents", ""), ("agentFor", "")]


def test_page_sizes_that_the_operation_does_not_allow_are_refused(client: TimeBackClient, box: Sandbox) -> None:
    for size in (0, 3001, -1):
        with pytest.raises(InvalidRequestError, match="page_size: expected 1 to 3000"):
            client.rostering.users.iter_users(page_size=size)
    with pytest.raises(InvalidRequestError, match=r"page_size: .*whole number.*str"):
        client.rostering.users.iter_users(page_size="10")  # type: ignore[arg-type]
    with pytest.raises(InvalidRequestError, match=r"max_items: .*0 or more"):
        client.rostering.users.iter_users(max_items=-1)
    with pytest.raises(InvalidRequestError, match=r"offset: .*whole number"):
        client.rostering.users.iter_users(offset=-1)
    assert not box.requests


def test_it_starts_at_the_offset(reader: Reader) -> None:
    server = PagingServer(ids(120))
    assert reader.read(server, offset=50, page_size=30) == ids(70, 50)
    assert server.offsets[0] == 50
    assert reader.read(PagingServer(ids(40)), offset=50) == []


def test_it_starts_at_the_offset_of_the_order_by_id(client: TimeBackClient) -> None:
    everyone = [user.sourced_id for user in client.rostering.users.iter_users()]
    assert [user.sourced_id for user in client.rostering.users.iter_users(offset=20, page_size=7)] == everyone[20:]
    assert everyone == sorted(everyone)  # type: ignore[type-var]


@pytest.mark.parametrize(("most", "requests"), [(0, 0), (1, 1), (10, 1), (15, 2), (100, 3)])
def test_no_more_than_max_items(reader: Reader, most: int, requests: int) -> None:
    server = PagingServer(ids(25))
    assert reader.read(server, page_size=10, max_items=most) == ids(min(most, 25))
    assert len(server.queries) == requests
    # The last page is requested only as large as needed.
    asked = sum(int(query["limit"]) for query in server.queries)
    assert asked == most if most < 25 else asked == 30


# Server quirks


def test_a_server_that_ignores_offset_and_gives_all_is_read_once(reader: Reader) -> None:
    assert reader.read(PagingServer(ids(30), ignore_offset=True, total=None), page_size=50) == ids(30)


@pytest.mark.parametrize("total", [True, None])
def test_a_server_that_ignores_offset_and_has_more_is_told_of(reader: Reader, total: bool | None) -> None:
    server, got = PagingServer(ids(30), ignore_offset=True, total=total), []
    with pytest.raises(DecodingError, match="ignores offset"):
        reader.read(server, page_size=10, into=got)
    assert got == ids(10)


@pytest.mark.parametrize("count", [40, 45, 90])
@pytest.mark.parametrize("back_to", ["last", "first"])
def test_a_server_that_gives_an_old_page_past_the_end(reader: Reader, back_to: str, count: int) -> None:
    server = PagingServer(ids(count), total=None)

    def answer(number: int, query: dict[str, str], reply: dict[str, Any]) -> Any:
        if reply["users"]:
            return reply
        start = 0 if back_to == "first" else (count - 1) // 10 * 10
        return {"users": users(server.keys[start : start + 10])}

    server._answer = answer
    assert reader.read(server, page_size=10) == ids(count)


def test_a_page_that_comes_twice_is_asked_for_again(reader: Reader) -> None:
    def answer(number: int, query: dict[str, str], reply: dict[str, Any]) -> Any:
        return {**reply, "users": users(ids(10))} if number == 2 else reply

    server = PagingServer(ids(30), answer=answer)
    assert reader.read(server, page_size=10) == ids(30)
    assert server.offsets == [0, 10, 10, 20, 30]


def test_an_empty_page_in_between_loses_nothing_after_it(reader: Reader) -> None:
    def answer(number: int, query: dict[str, str], reply: dict[str, Any]) -> Any:
        return {**reply, "users": []} if number == 2 else reply

    with pytest.warns(IncompleteListingWarning, match="50 objects.* 40 "):
        assert reader.read(PagingServer(ids(50), answer=answer), page_size=10) == ids(10) + ids(30, 20)


def test_a_total_that_promises_too_much_ends_and_is_told_of_once(reader: Reader) -> None:
    server = PagingServer(ids(12), total=5000)
    with pytest.warns(IncompleteListingWarning, match="GET /users: .*5000 objects") as told:
        assert reader.read(server, page_size=10) == ids(12)
    assert len(told) == 1
    assert len(server.queries) < 6
    assert told[0].filename.endswith("paging_server.py")


def test_a_total_that_promises_too_little_loses_nothing(reader: Reader) -> None:
    server = PagingServer(ids(57), total=4)
    with pytest.warns(IncompleteListingWarning, match="4 objects.* 57 "):
        assert reader.read(server, page_size=10) == ids(57)


def test_a_list_under_another_name(reader: Reader) -> None:
    server = PagingServer(ids(25), under="students")
    with pytest.raises(DecodingError, match="list under users"):
        reader.read(server, page_size=10)


def test_a_server_that_goes_in_circles_is_left(reader: Reader) -> None:
    # 200 objects, of which it shows others whenever it is asked, for ever.
    def answer(number: int, query: dict[str, str], reply: dict[str, Any]) -> Any:
        start = number * 7 % 20
        return {"users": users(ids(10, start)), "totalCount": 10_000}

    server = PagingServer([], answer=answer)
    with pytest.raises(DecodingError):
        reader.read(server, page_size=10)
    assert len(server.queries) < 60


# Order, and objects added and removed meanwhile


def test_sorted_by_id_where_the_caller_gives_no_order(reader: Reader) -> None:
    server = PagingServer(ids(25))
    reader.read(server, page_size=10)
    assert [(query["sort"], query["orderBy"]) for query in server.queries] == [("sourcedId", "asc")] * 3
    server = PagingServer(ids(25))
    reader.read(server, page_size=10, sort="family_name")
    assert {(query["sort"], query["orderBy"]) for query in server.queries} == {("familyName", "asc")}
    server = PagingServer(ids(25))
    reader.read(server, page_size=10, order_by="desc")
    assert {(query.get("sort"), query["orderBy"]) for query in server.queries} == {(None, "desc")}


@pytest.mark.parametrize("status", [400, 422])
def test_a_server_that_refuses_the_order_is_read_without(reader: Reader, status: int) -> None:
    def answer(number: int, query: dict[str, str], reply: dict[str, Any]) -> Any:
        return httpx.Response(status, json={}) if "sort" in query else reply

    server = PagingServer(ids(25), answer=answer)
    assert reader.read(server, page_size=10) == ids(25)
    assert len(server.queries) == 4
    with pytest.raises(BadRequestError if status == 400 else Exception):
        reader.read(server, page_size=10, sort="familyName")


def test_another_refusal_is_not_hidden(reader: Reader) -> None:
    server = PagingServer(ids(5), answer=lambda *_: httpx.Response(400, json={}))
    with pytest.raises(BadRequestError):
        reader.read(server, filter_expr="role='x'")
    assert len(server.queries) == 2


def test_ids_are_fetched_to_tell_objects_apart(reader: Reader) -> None:
    server = PagingServer(ids(5))
    reader.read(server, fields=["givenName"])
    assert server.queries[0]["fields"] == "givenName,sourcedId"


def changing(server: PagingServer, before: int, change: Any) -> PagingServer:
    """Changes the keys just before the request with this number is answered."""
    usual = server.__class__.__call__

    class Changing(PagingServer):
        def __call__(self, request: httpx.Request) -> httpx.Response:
            if request.url.path.endswith("/users") and len(self.queries) + 1 == before:
                change(self.keys)
            return usual(self, request)

    server.__class__ = Changing
    return server


@pytest.mark.parametrize("before", [2, 3, 4, 5])
@pytest.mark.parametrize("gone", [1, 3, 8, 10])
def test_removed_objects_make_no_others_be_skipped(reader: Reader, gone: int, before: int) -> None:
    def remove(keys: list[str]) -> None:
        del keys[:gone]

    server = changing(PagingServer(ids(50)), before, remove)
    assert reader.read(server, page_size=10) == ids(50)


def test_removed_objects_at_the_very_end(reader: Reader) -> None:
    def remove(keys: list[str]) -> None:
        del keys[:5]

    server = changing(PagingServer(ids(23)), 3, remove)
    assert reader.read(server, page_size=10) == ids(23)


def test_objects_that_are_removed_again_and_again(reader: Reader) -> None:
    class Shrinking(PagingServer):
        def __call__(self, request: httpx.Request) -> httpx.Response:
            if self.queries and len(self.keys) > 40:
                del self.keys[:2]
            return super().__call__(request)

    assert reader.read(Shrinking(ids(100)), page_size=10) == ids(100)


def test_inserted_objects_make_none_come_twice(reader: Reader) -> None:
    def insert(keys: list[str]) -> None:
        keys[:0] = ["a1", "a2", "a3"]

    assert reader.read(changing(PagingServer(ids(50)), 3, insert), page_size=10) == ids(50)


def test_more_removed_than_can_be_looked_back_at_is_told_of(reader: Reader) -> None:
    def remove(keys: list[str]) -> None:
        del keys[:70]

    server = changing(PagingServer(ids(150)), 9, remove)
    with pytest.warns(IncompleteListingWarning, match="removed"):
        got = reader.read(server, page_size=10)
    assert len(set(got)) == len(got)


def test_an_id_that_comes_twice_is_given_once_and_told_of(reader: Reader) -> None:
    with pytest.warns(IncompleteListingWarning, match="7 objects.* 6 "):
        assert reader.read(PagingServer([*ids(6), "u0003"])) == ids(6)


def test_users_that_move_while_somebody_pages_in_the_sandbox(box: Sandbox) -> None:
    with box.client() as client:
        api = client.rostering.users
        active = "status='active'"
        everyone = [str(user.sourced_id) for user in api.iter_users(filter_expr=active)]
        got = []
        # Small pages, so that the next ones are not prefetched before the change.
        for user in api.iter_users(filter_expr=active, page_size=5):
            got.append(str(user.sourced_id))
            if len(got) == 3:
                for gone in everyone[:2]:
                    api.delete_user(gone)
        assert got == everyone


# Errors


def test_an_error_comes_in_its_place(reader: Reader) -> None:
    def answer(number: int, query: dict[str, str], reply: dict[str, Any]) -> Any:
        return httpx.Response(500) if query.get("offset") == "20" else reply

    got: list[Any] = []
    with pytest.raises(ServerError):
        reader.read(PagingServer(ids(50), answer=answer), page_size=10, into=got)
    assert got == ids(20)
