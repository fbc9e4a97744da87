"""The end of a listing on servers with totals of a page, links, and errors or empty replies beyond the end."""

from __future__ import annotations

import asyncio
import json
import warnings
from typing import Any

import httpx
import pytest

from tests.facade.paging_server import SETTINGS, PagingServer, Reader, ids, users
from timeback import AsyncTimeBackClient, TimeBackClient
from timeback.errors import APIError, BadRequestError, DecodingError, NotFoundError, ServerError
from timeback.page import IncompleteListingWarning
from timeback.sandbox import Sandbox

PATH = "/ims/oneroster/rostering/v1p2/users"


@pytest.fixture(params=["sync", "async"])
def reader(request: pytest.FixtureRequest) -> Reader:
    return Reader(request.param)


def with_total_of_page(number: int, query: dict[str, str], reply: dict[str, Any]) -> dict[str, Any]:
    return {**reply, "totalCount": len(reply["users"])}


def with_total_in_header(number: int, query: dict[str, str], reply: dict[str, Any]) -> httpx.Response:
    count = str(len(reply["users"]))
    return httpx.Response(200, json={"users": reply["users"]}, headers={"x-total-count": count})


def with_zero(number: int, query: dict[str, str], reply: dict[str, Any]) -> dict[str, Any]:
    return {**reply, "totalCount": 0}


def link(target: str, relation: str = 'rel="next"') -> dict[str, str]:
    return {"link": f'<http://x/y?offset=0>; rel="first", <{target}>; {relation}'}


@pytest.mark.parametrize("answer", [with_total_of_page, with_total_in_header, with_zero])
@pytest.mark.parametrize("count", [0, 4, 10, 25, 30])
def test_a_total_of_the_page_is_not_believed(reader: Reader, count: int, answer: Any) -> None:
    server = PagingServer(ids(count), answer=answer)
    assert reader.read(server, page_size=10) == ids(count)
    assert len(server.queries) <= count // 10 + 2


@pytest.mark.parametrize("limit", [7, None])
def test_a_total_of_the_page_of_a_server_that_caps_it(reader: Reader, limit: int | None) -> None:
    def answer(number: int, query: dict[str, str], reply: dict[str, Any]) -> Any:
        start = int(query.get("offset", 0))
        body = with_total_of_page(number, query, reply) | ({"limit": limit} if limit else {})
        following = link(f"{PATH}?limit=7&offset={start + 7}") if start + 7 < 20 else link("/x", "rel=prev")
        return httpx.Response(200, json=body, headers={} if limit else following)

    server = PagingServer(ids(20), cap=7, answer=answer)
    assert reader.read(server, page_size=100) == ids(20)
    if limit is None:
        assert server.offsets == [0, 7, 14, 20]


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1:9" + PATH + "?offset=12&limit=10&mark=1",
        PATH + "?offset=12&limit=10&mark=1",
        "?offset=12&limit=10&mark=1",
        "users?offset=12&mark=1",
    ],
)
def test_the_link_to_the_next_page_is_followed(reader: Reader, target: str) -> None:
    def answer(number: int, query: dict[str, str], reply: dict[str, Any]) -> Any:
        headers = link(target) if number == 1 else {}
        return httpx.Response(200, json=with_total_of_page(number, query, reply), headers=headers)

    server = PagingServer(ids(20), answer=answer)
    assert reader.read(server, page_size=10) == ids(10) + ids(8, 12)
    assert (server.queries[1]["mark"], server.queries[1]["sort"]) == ("1", "sourcedId")


@pytest.mark.parametrize(
    "target",
    [
        "https://127.0.0.1:9" + PATH + "?offset=12",
        "http://127.0.0.1:8" + PATH + "?offset=12",
        "//evil.example" + PATH + "?offset=12",
        "http://127.0.0.1:9/other?offset=12",
        "http://[?offset=12",
        PATH + "?offset=0",
        PATH + "?cursor=x",
        "",
    ],
)
def test_a_link_elsewhere_is_not_followed(reader: Reader, target: str) -> None:
    def answer(number: int, query: dict[str, str], reply: dict[str, Any]) -> Any:
        return httpx.Response(200, json=with_total_of_page(number, query, reply), headers=link(target))

    server = PagingServer(ids(20), answer=answer)
    assert reader.read(server, page_size=10) == ids(20)
    assert server.offsets[:2] == [0, 10]
    assert not any("cursor" in query for query in server.queries)


@pytest.mark.parametrize("total", ["of the page", "so far", "at most 40"])
@pytest.mark.parametrize("cap", [20, 3000])
def test_a_total_that_stops_at_the_end_of_a_page(reader: Reader, total: str, cap: int) -> None:
    def answer(number: int, query: dict[str, str], reply: dict[str, Any]) -> Any:
        end = int(query.get("offset", 0)) + len(reply["users"])
        reported = {"of the page": len(reply["users"]), "so far": end, "at most 40": 40}[total]
        # A gateway may add a link of its own.
        links = {"link": '<https://docs.example>; rel="help", </x>; rel=preload; as=style; nopush'}
        return httpx.Response(200, json={**reply, "totalCount": reported}, headers=links)

    server = PagingServer(ids(90), cap=cap, answer=answer)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", IncompleteListingWarning)
        assert reader.read(server, page_size=20) == ids(90)
        assert reader.read(server, page_size=100) == ids(90)
    with TimeBackClient(transport=httpx.MockTransport(server), **SETTINGS) as client:
        for limit in (20, None) if cap == 20 else (20,):
            page, read = client.rostering.users.list_users(limit=limit or 100), []
            while page is not None:
                read += [user.sourced_id for user in page]
                page = page.next_page()  # type: ignore[assignment]
            assert read == ids(90)


def test_a_link_to_another_page_contradicts_the_total(reader: Reader) -> None:
    def answer(number: int, query: dict[str, str], reply: dict[str, Any]) -> Any:
        end = int(query.get("offset", 0)) + len(reply["users"])
        headers = link(f"{PATH}?offset={end}", "rel='next'") if end < 20 else link("/x", "rel='prev'")
        return httpx.Response(200, json={**reply, "totalCount": end}, headers=headers)

    server = PagingServer(ids(20), cap=7, answer=answer)
    assert reader.read(server, page_size=100) == ids(20)
    assert server.offsets == [0, 7, 14]


@pytest.mark.parametrize("query", ["offset=20", "offset=5", "offset=10&limit=all&filter=x", f"offset={'9' * 5000}"])
def test_a_link_leaves_out_no_object(reader: Reader, query: str) -> None:
    """As a server that adds the requested limit to the offset, and sends fewer objects."""

    def answer(number: int, asked: dict[str, str], reply: dict[str, Any]) -> Any:
        assert (asked.get("limit"), asked.get("filter")) == ("20", "role='student'")
        headers = link(f"{PATH}?{query}") if number == 1 else {}
        return httpx.Response(200, json={"users": reply["users"]}, headers=headers)

    server = PagingServer(ids(30), cap=10, answer=answer)
    assert reader.read(server, page_size=20, filter_expr="role='student'") == ids(30)


@pytest.mark.parametrize("total", [True, None, 7])
@pytest.mark.parametrize("cap", [7, 10])
def test_a_server_that_pages_by_a_cursor_is_an_error(reader: Reader, total: bool | int | None, cap: int) -> None:
    def answer(number: int, query: dict[str, str], reply: dict[str, Any]) -> Any:
        return httpx.Response(200, json=reply, headers=link(f"{PATH}?cursor=x"))

    server = PagingServer(ids(35), cap=cap, total=total, ignore_offset=True, answer=answer)
    with pytest.raises(DecodingError, match="ignores offset"):
        reader.read(server, page_size=10)
    with TimeBackClient(transport=httpx.MockTransport(server), **SETTINGS) as client:
        page = client.rostering.users.list_users(limit=10)
        with pytest.raises(DecodingError, match="ignores offset"):
            page.next_page()


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_the_pages_of_a_server_that_repeats_the_last_one_end(kind: str) -> None:
    def answer(number: int, query: dict[str, str], reply: dict[str, Any]) -> Any:
        return {"users": reply["users"] or users(ids(5, 10))}

    server = PagingServer(ids(15), total=None, answer=answer)
    read: list[Any] = []

    async def run() -> None:
        async with AsyncTimeBackClient(transport=httpx.MockTransport(server), **SETTINGS) as client:
            page = await client.rostering.users.list_users(limit=10)
            while page is not None and len(read) < 100:
                read.extend(user.sourced_id for user in page)
                page = await page.next_page()  # type: ignore[assignment]

    if kind == "async":
        asyncio.run(run())
    else:
        with TimeBackClient(transport=httpx.MockTransport(server), **SETTINGS) as client:
            page = client.rostering.users.list_users(limit=10)
            while page is not None and len(read) < 100:
                read.extend(user.sourced_id for user in page)
                page = page.next_page()  # type: ignore[assignment]
    assert read == ids(15)


def test_a_total_that_is_right_costs_no_request(box: Sandbox) -> None:
    with box.client() as client:
        for size in (49, 50, 51):
            before = len(box.requests)
            assert len(list(client.rostering.users.iter_users(page_size=size))) == 50
            page = client.rostering.users.list_users(limit=50)
            assert (page.has_next, page.total_count) == (False, 50)
            asked = [one for one in box.requests[before:] if one.method == "GET"]
            assert len(asked) == (3 if size == 49 else 2)


ENDS: dict[str, Any] = {
    "204": httpx.Response(204),
    "{}": {},
    "counters": {"totalCount": 0, "offset": 20},
    "400": httpx.Response(400),
    "404": httpx.Response(404, json={"imsx_codeMajor": "failure"}),
    "unknownobject": {"imsx_codeMajor": "failure", "imsx_codeMinor": "unknownobject"},
}


@pytest.mark.parametrize("end", ENDS)
def test_what_servers_send_beyond_the_end(reader: Reader, end: str) -> None:
    def answer(number: int, query: dict[str, str], reply: dict[str, Any]) -> Any:
        return reply if reply["users"] else ENDS[end]

    server = PagingServer(ids(20), total=None, answer=answer)
    assert reader.read(server, page_size=10) == ids(20)
    assert server.offsets == [0, 10, 20]

    with TimeBackClient(transport=httpx.MockTransport(server), **SETTINGS) as client:
        page = client.rostering.users.list_users(limit=10).next_page()
        assert page is not None
        assert page.has_next
        assert not page.next_page()


def test_an_error_before_the_total_is_told(reader: Reader) -> None:
    def answer(number: int, query: dict[str, str], reply: dict[str, Any]) -> Any:
        return reply if reply["users"] else httpx.Response(404)

    server = PagingServer(ids(20), total=50, answer=answer)
    with pytest.warns(IncompleteListingWarning, match="50 objects"):
        assert reader.read(server, page_size=10) == ids(20)
    with TimeBackClient(transport=httpx.MockTransport(server), **SETTINGS) as client:
        page = client.rostering.users.list_users(limit=10, offset=10)
        with pytest.raises(NotFoundError):
            page.next_page()


@pytest.mark.parametrize(("status", "kind"), [(404, NotFoundError), (400, BadRequestError), (204, APIError)])
def test_an_error_of_the_first_page_is_an_error(reader: Reader, status: int, kind: type[APIError]) -> None:
    server = PagingServer([], answer=lambda *_: httpx.Response(status))
    with pytest.raises(kind):
        reader.read(server)


def test_another_error_of_a_later_page_is_an_error(reader: Reader) -> None:
    server = PagingServer(ids(20), answer=lambda number, _, reply: reply if number == 1 else httpx.Response(500))
    with pytest.raises(ServerError):
        reader.read(server, page_size=10)


def test_the_total_of_a_page_is_not_the_count_of_the_listing() -> None:
    server = PagingServer(ids(30), answer=with_total_of_page)
    with TimeBackClient(transport=httpx.MockTransport(server), **SETTINGS) as client:
        first = client.rostering.users.list_users(limit=10)
        assert first.has_next
        second = first.next_page()
        assert second is not None
        assert (len(second), second.total_count, second.has_next) == (10, None, True)


def test_a_checkpoint_with_totals_of_pages(tmp_path: Any) -> None:
    server, path = PagingServer(ids(25), answer=with_total_of_page), tmp_path / "checkpoint"
    read = []
    with TimeBackClient(transport=httpx.MockTransport(server), **SETTINGS) as client:
        listing = client.rostering.users.iter_users(page_size=10, checkpoint=path)
        read = [next(listing).sourced_id for _ in range(11)]
        listing.close()  # type: ignore[attr-defined]
        assert json.loads(path.read_text())["mark"]["total"] is None
        rest = [user.sourced_id for user in client.rostering.users.iter_users(page_size=10, checkpoint=path)]
    assert read[:10] + rest == ids(25)
    assert not path.exists()


def test_the_last_page_by_number_with_a_total_of_the_page() -> None:
    items = [{"identifier": key} for key in ids(25)]

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/token"):
            return httpx.Response(200, json={"access_token": "t", "expires_in": 3600})
        start = (int(request.url.params.get("page", 1)) - 1) * 10
        found = items[start:][:10]
        return (
            httpx.Response(200, json={"items": found, "total": len(found), "pages": 1})
            if found
            else httpx.Response(404)
        )

    with TimeBackClient(
        transport=httpx.MockTransport(answer), qti_api_url="http://127.0.0.1:9/api", **SETTINGS
    ) as client:
        assert len(list(client.qti.stimuli.iter_stimuli(page_size=10))) == 25
