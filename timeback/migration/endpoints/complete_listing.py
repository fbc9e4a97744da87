"""Listings that are checked against the number of objects that the endpoint reports."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

from timeback.migration.endpoints.base import SourceCollection


class IncompleteListingError(Exception):
    """An endpoint reports more objects than it listed."""


async def objects_of(pages: AsyncGenerator[list[dict[str, Any]], None]) -> AsyncGenerator[dict[str, Any], None]:
    """The objects of pages, one by one."""
    async with aclosing(pages):
        async for page in pages:
            for value in page:
                yield value


def iterate_completely(
    collection: SourceCollection, filter_expr: Any, reported: int | None
) -> AsyncGenerator[dict[str, Any], None]:
    """All objects, as ``pages_completely`` has them."""
    return objects_of(pages_completely(collection, filter_expr, reported))


async def pages_completely(
    collection: SourceCollection, filter_expr: Any, reported: int | None
) -> AsyncGenerator[list[dict[str, Any]], None]:
    """All objects, in pages. A listing with a filter is not checked, because some servers report the number of all
    objects then.

    Args:
        reported: the number of objects that the endpoint reported before; None if it is unknown.

    Raises:
        NotServedError: the endpoint does not serve the collection.
        IncompleteListingError: fewer objects were listed than the endpoint reported before, and than it reports now.
    """
    listed = 0
    async with aclosing(collection.pages(filter_expr)) as pages:
        async for page in pages:
            listed += len(page)
            yield page
    await check_complete(collection, filter_expr, reported, listed)


async def check_complete(collection: SourceCollection, filter_expr: Any, reported: int | None, listed: int) -> None:
    """Check that not fewer objects were listed than the endpoint reported before, or than it reports now.

    Raises:
        IncompleteListingError: fewer were listed than at both times.
    """
    if filter_expr is None and reported is not None and listed < reported:
        # Objects may have been removed since.
        reported = await collection.count()
        if reported is not None and listed < reported:
            raise IncompleteListingError(
                f"the server reports {reported:,} objects and listed {listed:,} different ones; others may be missing"
            )
