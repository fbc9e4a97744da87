"""The rules for the end of a listing, without a server."""

from __future__ import annotations

from typing import Any

import pytest

from timeback._pagination.end_of_listing import MAX_EMPTY_PAGES, MAX_PAGES_WITHOUT_NEW, EndOfListing, next_page
from timeback._pagination.position import PagePosition
from timeback_api.qti.api.stimuli import search_stimuli
from timeback_api.rostering.api.users import get_all_users
from timeback_runtime.errors import DecodingError
from timeback_runtime.messages import RawPage


def at(offset: int, limit: int = 10) -> PagePosition[Any]:
    return PagePosition(get_all_users.build(limit=limit, offset=offset))


def page_of(count: int, **counters: int) -> RawPage[Any]:
    return RawPage([{"sourcedId": str(number)} for number in range(count)], **counters)


def query(request: Any) -> dict[str, str] | None:
    return None if request is None else dict(request.query)


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (page_of(10), {"limit": "10", "offset": "30"}),
        (page_of(4), {"limit": "10", "offset": "24"}),
        (page_of(4, total=100), {"limit": "10", "offset": "24"}),
        (page_of(10, total=25), {"limit": "10", "offset": "30"}),
        (page_of(4, total=24), None),
        (page_of(0), None),
        (page_of(0, total=100), None),
    ],
)
def test_a_page_by_offset(page: RawPage[Any], expected: dict[str, str] | None) -> None:
    assert query(next_page(at(20), page)) == expected


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (page_of(10), "3"),
        (page_of(10, pages=3), "3"),
        (page_of(10, pages=2), None),
        (page_of(10, total=21), "3"),
        (page_of(10, total=20), None),
        (page_of(0, pages=9), None),
    ],
)
def test_a_page_by_number(page: RawPage[Any], expected: str | None) -> None:
    request = next_page(PagePosition(search_stimuli.build(page=2, limit=10)), page)
    assert (query(request) or {}).get("page") == expected


def test_empty_pages_before_the_total_are_skipped_a_few_times() -> None:
    end_of_listing, offset = EndOfListing(), 0
    for _ in range(MAX_EMPTY_PAGES):
        request, offset = end_of_listing.after_page(at(offset), page_of(0, total=100), new_items=0, page_size=10)
        assert query(request) == {"limit": "10", "offset": str(offset)}
    assert offset == 10 * MAX_EMPTY_PAGES
    assert end_of_listing.after_page(at(offset), page_of(0, total=100), new_items=0, page_size=10) == (None, offset)


def test_a_repeated_page_is_requested_once_more_if_the_total_promises_more() -> None:
    end_of_listing, position = EndOfListing(), at(10)
    again = end_of_listing.after_repeated_page(position, page_of(10, total=50), end=10, is_only_page=False)
    assert again is position.request
    with pytest.raises(DecodingError, match=r"GET /users.*ignores offset"):
        end_of_listing.after_repeated_page(position, page_of(10, total=50), end=10, is_only_page=False)


def test_a_repeated_page_without_total_is_the_end_or_a_server_that_ignores_offset() -> None:
    end_of_listing = EndOfListing()
    assert end_of_listing.after_repeated_page(at(10), page_of(10), end=10, is_only_page=False) is None
    assert end_of_listing.after_repeated_page(at(10), page_of(4), end=10, is_only_page=True) is None
    with pytest.raises(DecodingError, match="ignores offset"):
        end_of_listing.after_repeated_page(at(10), page_of(10), end=10, is_only_page=True)


def test_a_server_that_sends_nothing_new_is_given_up() -> None:
    end_of_listing = EndOfListing()
    for number in range(MAX_PAGES_WITHOUT_NEW):
        end_of_listing.after_page(at(10 * number), page_of(10), new_items=0, page_size=10)
    with pytest.raises(DecodingError, match="ignores offset"):
        end_of_listing.after_page(at(10 * MAX_PAGES_WITHOUT_NEW), page_of(10), new_items=0, page_size=10)
