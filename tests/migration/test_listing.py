"""How a migration lists the objects of a server: by id where the server can, else by offset."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.ranges.listing_server import ListingServer
from timeback import F
from timeback._spec.entities import roster
from timeback.errors import ServerError
from timeback.migration.endpoints.listing import ObjectListing

IDS = [f"u{number:04}" for number in range(100)]
SORTED = {"sort": "sourcedId", "order_by": "asc"}


async def listed(server: ListingServer, *, ranges: int = 1, into: list[str] | None = None, **options: Any) -> list[str]:
    got: list[str] = [] if into is None else into
    async with server.async_client() as client:
        listing = ObjectListing(client, roster()["users"], ranges=ranges)
        listing.page_size = 10
        async for page in listing.pages({**SORTED, **options}):
            got += [item["sourcedId"] for item in page]
    return got


def offsets(server: ListingServer) -> list[str]:
    return [query["offset"] for query in server.queries if "offset" in query]


@pytest.mark.parametrize("ranges", [1, 3])
async def test_it_pages_by_id(ranges: int) -> None:
    server = ListingServer(IDS)
    assert sorted(await listed(server, ranges=ranges)) == IDS
    assert all(query["limit"] == "1" for query in server.queries if "offset" in query)


@pytest.mark.parametrize("ranges", [1, 3])
@pytest.mark.parametrize(
    "flaws",
    [{"ignores": ["filter"]}, {"rejects": ["filter"]}, {"ignores": ["orderBy"]}, {"totals": False}],
    ids=str,
)
@pytest.mark.filterwarnings("ignore::timeback.ranges.RangeWarning")
async def test_all_objects_come_from_servers_that_cannot(flaws: dict[str, Any], ranges: int) -> None:
    server = ListingServer(IDS, **flaws)
    assert await listed(server, ranges=ranges) == IDS


async def test_an_order_that_differs_later_goes_on_by_offset() -> None:
    keys = [f"{letter}{number:02}" for letter in "abc" for number in range(20)]
    server = ListingServer(keys, filter_key=lambda key: key.translate(str.maketrans("bc", "cb")))
    assert await listed(server) == keys
    assert offsets(server) != []


async def test_a_filter_with_or_is_paged_by_offset() -> None:
    server = ListingServer(IDS)
    given = (F.given_name == "Name of u0001") | (F.given_name == "Name of u0002")
    await listed(server, filter_expr=given)
    assert all("sourcedId" not in query.get("filter", "") for query in server.queries)


@pytest.mark.parametrize("largest", [500, 20])
async def test_a_smaller_page_is_tried_and_paged_by_id(largest: int) -> None:
    def before(number: int, query: dict[str, str]) -> httpx.Response | None:
        return httpx.Response(400, json={}) if int(query["limit"]) > largest else None

    server = ListingServer([f"u{number:04}" for number in range(1200)], before=before)
    async with server.async_client() as client:
        listing = ObjectListing(client, roster()["users"], ranges=1)
        found = [item["sourcedId"] async for page in listing.pages(SORTED) for item in page]
        assert listing.page_size == largest
    assert len(found) == 1200
    assert [query for query in server.queries if ">" in query.get("filter", "")] != []


async def test_an_error_in_the_middle_is_raised() -> None:
    def before(number: int, query: dict[str, str]) -> httpx.Response | None:
        return httpx.Response(500) if ">'u0049'" in query.get("filter", "") else None

    got: list[str] = []
    with pytest.raises(ServerError):
        await listed(ListingServer(IDS, before=before), into=got)
    assert got == IDS[:50]
