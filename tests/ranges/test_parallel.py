"""``read_all`` and its async twin: memory, early ends, errors, cancellation, and objects that change meanwhile."""

from __future__ import annotations

import asyncio
import gc
import os
import threading
import time
from collections.abc import Callable, Iterator

import httpx
import pytest

from tests.ranges.listing_server import SETTINGS, ListingServer
from tests.ranges.readers import RangeReader
from timeback import ranges
from timeback.errors import ClientStateError, ServerError

IDS = [f"u{number:04}" for number in range(400)]
RANGES = 4


def pages_sent(server: ListingServer) -> int:
    return sum(query["limit"] != "1" for query in server.queries)


def settle(count: Callable[[], int]) -> int:
    """Return a count once it has not changed for a while."""
    last, since = count(), time.monotonic()
    while time.monotonic() - since < 0.3:
        time.sleep(0.02)
        if (now := count()) != last:
            last, since = now, time.monotonic()
    return last


def range_threads() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "timeback-ranges"]


@pytest.fixture(autouse=True)
def no_thread_is_left() -> Iterator[None]:
    yield
    if range_threads():
        settle(lambda: len(range_threads()))
    assert range_threads() == []


def fails_from(identity: str) -> Callable[[int, dict[str, str]], httpx.Response | None]:
    def before(number: int, query: dict[str, str]) -> httpx.Response | None:
        return httpx.Response(500) if f">'{identity}'" in query.get("filter", "") else None

    return before


def test_at_most_two_pages_of_each_range_are_fetched_ahead() -> None:
    server = ListingServer(IDS)
    with server.client() as client, ranges.read_all(client, "users", ranges=RANGES, page_size=10) as pages:
        next(pages)
        assert settle(lambda: pages_sent(server)) <= 1 + 2 * RANGES
        for _ in range(5):
            next(pages)
        assert settle(lambda: pages_sent(server)) <= 6 + 2 * RANGES


async def test_at_most_two_pages_of_each_range_are_fetched_ahead_in_tasks() -> None:
    server = ListingServer(IDS)
    async with (
        server.async_client() as client,
        ranges.read_all_async(client, "users", ranges=RANGES, page_size=10) as pages,
    ):
        await anext(pages)
        await asyncio.sleep(0.2)
        assert pages_sent(server) <= 1 + 2 * RANGES
        for _ in range(5):
            await anext(pages)
        await asyncio.sleep(0.2)
        assert pages_sent(server) <= 6 + 2 * RANGES


def test_nothing_is_sent_before_the_first_page() -> None:
    server = ListingServer(IDS)
    with server.client() as client:
        ranges.read_all(client, "users")
    assert server.queries == []


@pytest.mark.parametrize("end", ["close", "with", "abandon"])
def test_an_early_end_stops_the_threads(end: str) -> None:
    server = ListingServer(IDS)
    with server.client() as client:
        pages = ranges.read_all(client, "users", ranges=RANGES, page_size=10)
        if end == "with":
            with pages:
                next(pages)
        else:
            next(pages)
        if end == "close":
            pages.close()
        if end != "abandon":
            assert next(pages, None) is None
        del pages
        gc.collect()
        settle(lambda: len(range_threads()))
        assert range_threads() == []
        sent = settle(lambda: len(server.queries))
        assert sent < 30


@pytest.mark.parametrize("end", ["aclose", "with", "abandon"])
async def test_an_early_end_stops_the_tasks(end: str) -> None:
    server = ListingServer(IDS)
    async with server.async_client() as client:
        pages = ranges.read_all_async(client, "users", ranges=RANGES, page_size=10)
        if end == "with":
            async with pages:
                await anext(pages)
        else:
            await anext(pages)
        if end == "aclose":
            await pages.aclose()
        if end != "abandon":
            assert await anext(pages, None) is None
        del pages
        gc.collect()
        await asyncio.sleep(0.1)
        assert [task for task in asyncio.all_tasks() if task.get_name() == "timeback-ranges"] == []
        sent = len(server.queries)
        await asyncio.sleep(0.1)
        assert len(server.queries) == sent


def test_an_error_in_one_range_ends_the_others() -> None:
    server = ListingServer(IDS, before=fails_from("u0129"))
    with server.client() as client:
        pages = ranges.read_all(client, "users", ranges=RANGES, page_size=10)
        with pytest.raises(ServerError):
            for _ in pages:
                pass
        sent = settle(lambda: len(server.queries))
        # It is not taken for a complete listing.
        with pytest.raises(ServerError):
            next(pages)
        assert range_threads() == []
        assert len(server.queries) == sent


async def test_an_error_in_one_range_ends_the_others_in_tasks() -> None:
    server = ListingServer(IDS, before=fails_from("u0129"))
    async with server.async_client() as client:
        pages = ranges.read_all_async(client, "users", ranges=RANGES, page_size=10)
        with pytest.raises(ServerError):
            async for _ in pages:
                pass
        with pytest.raises(ServerError):
            await anext(pages)
        await asyncio.sleep(0)
        assert [task for task in asyncio.all_tasks() if task.get_name() == "timeback-ranges"] == []


def test_a_failed_plan_can_be_repeated(reader: RangeReader) -> None:
    def before(number: int, query: dict[str, str]) -> httpx.Response | None:
        return httpx.Response(500) if number == 2 else None

    server = ListingServer(IDS, before=before)
    with pytest.raises(ServerError):
        reader.ids(server)
    if reader.kind == "sync":
        server.queries.clear()
        with server.client() as client:
            pages = ranges.read_all(client, "users", ranges=2)
            with pytest.raises(ServerError):
                next(pages)
            assert sum(len(page) for page in pages) == len(IDS)


async def test_after_a_timeout_the_iteration_goes_on() -> None:
    blocked = asyncio.Event()
    server = ListingServer(IDS)

    async def answer(request: httpx.Request) -> httpx.Response:
        if "u0049'" in request.url.params.get("filter", "") and request.url.params.get("limit") != "1":
            await blocked.wait()
        return server(request)

    got: list[str] = []
    async with server.async_client() as client:
        client = type(client)(transport=httpx.MockTransport(answer), **SETTINGS)
        pages = ranges.read_all_async(client, "users", ranges=2, page_size=10)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(1):
                async for page in pages:
                    got += [item["sourcedId"] for item in page]
        blocked.set()
        async for page in pages:
            got += [item["sourcedId"] for item in page]
        await client.aclose()
    assert sorted(got) == IDS


async def test_a_cancelled_reader_leaves_no_task() -> None:
    server = ListingServer(IDS)
    async with server.async_client() as client:

        async def read() -> None:
            async with ranges.read_all_async(client, "users", ranges=RANGES, page_size=10) as pages:
                await anext(pages)
                await asyncio.Event().wait()

        task = asyncio.create_task(read())
        await asyncio.sleep(0.2)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert [one for one in asyncio.all_tasks() if one.get_name() == "timeback-ranges"] == []


def test_a_closed_client_ends_the_iteration() -> None:
    server = ListingServer(IDS)
    client = server.client()
    pages = ranges.read_all(client, "users", ranges=RANGES, page_size=10)
    next(pages)
    client.close()
    with pytest.raises(ClientStateError):
        for _ in pages:
            pass


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system has no fork")
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_forked_process_gets_an_error_and_no_endless_wait() -> None:
    server = ListingServer(IDS)
    with server.client() as client, ranges.read_all(client, "users", ranges=RANGES, page_size=10) as pages:
        next(pages)
        child = os.fork()
        if not child:
            try:
                next(pages)
            except ClientStateError:
                os._exit(7)
            os._exit(0)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7


def test_threads_may_share_it() -> None:
    server = ListingServer(IDS)
    got: list[str] = []
    with server.client() as client:
        pages = ranges.read_all(client, "users", ranges=RANGES, page_size=10)

        def read() -> None:
            got.extend(item["sourcedId"] for page in pages for item in page)

        readers = [threading.Thread(target=read) for _ in range(3)]
        for one in readers:
            one.start()
        for one in readers:
            one.join()
    assert sorted(got) == IDS


@pytest.mark.parametrize("seed", range(3))
def test_objects_that_exist_throughout_come_once(reader: RangeReader, seed: int) -> None:
    lock, changes = threading.Lock(), iter(range(1, 1000))

    def before(number: int, query: dict[str, str]) -> None:
        with lock:
            change = next(changes)
            server.keys.discard(f"u{(seed * 37 + change * 10) % 200 * 2 + 1:04}")
            server.keys.add(f"u{(seed * 53 + change * 7) % 400:04}-{change}")

    # Those with an even number are never removed.
    stable = {key for key in IDS if int(key[1:]) % 2 == 0}
    server = ListingServer(IDS, before=before)
    found = reader.ids(server, ranges=8, page_size=10)
    assert len(found) == len(set(found))
    assert stable <= set(found)
