"""Paging of QTI lists: converts the older client's ``limit``, ``offset`` to the platform's ``page``, ``limit``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from timeback_client._errors import RefusedRequest


def listed(page_of: Callable[..., Any]) -> Callable[..., Any]:
    """Return a method with limit, offset and search, on top of one with page, limit and query."""

    def method(
        self: Any,
        limit: int | None = None,
        offset: int | None = None,
        search: str | None = None,
        filter_expr: str | None = None,
    ) -> Any:
        """Fetch a page of objects; ``search`` is searched in titles and identifiers."""
        return cut(lambda page, size: page_of(self, page, size, search, filter_expr), limit, offset)

    return method


def cut(fetch: Callable[[int | None, int | None], Any], limit: int | None, offset: int | None) -> Any:
    """Fetch the items from ``offset`` on, by one page that is large enough to contain them all.

    Args:
        fetch: fetches a page by its number (from 1) and its size.

    Raises:
        RefusedRequest: an offset is given without a limit, so that the page size is unknown.
    """
    if not offset:
        return fetch(None, limit)
    if limit is None:
        raise RefusedRequest("offset requires limit, because the QTI service counts pages, not items")
    size = limit
    while offset // size != (offset + limit - 1) // size:
        size += 1
    reply = fetch(offset // size + 1, size)
    start = offset % size
    if isinstance(reply.get("items"), list):
        reply["items"] = reply["items"][start : start + limit]
    return reply
