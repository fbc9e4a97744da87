"""Lists of the QTI service: the older client's ``limit`` and ``offset`` in the platform's ``page`` and ``limit``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from timeback_client._errors import RefusedRequest


def listed(page_of: Callable[..., Any]) -> Callable[..., Any]:
    """A method that lists by limit, offset and search, over one that takes page, limit and query."""

    def method(
        self: Any,
        limit: int | None = None,
        offset: int | None = None,
        search: str | None = None,
        filter_expr: str | None = None,
    ) -> Any:
        """A page of them; ``search`` is looked for in titles and identifiers."""
        return cut(lambda page, size: page_of(self, page, size, search, filter_expr), limit, offset)

    return method


def cut(fetch: Callable[[int | None, int | None], Any], limit: int | None, offset: int | None) -> Any:
    """The items from ``offset`` on, out of one page that holds them all.

    Raises:
        RefusedRequest: an offset without a limit: how long the platform's pages are then is not known.
    """
    if not offset:
        return fetch(None, limit)
    if limit is None:
        raise RefusedRequest("offset needs a limit here: the QTI service counts pages, not items")
    size = limit
    while offset // size != (offset + limit - 1) // size:
        size += 1
    reply = fetch(offset // size + 1, size)
    start = offset % size
    if isinstance(reply.get("items"), list):
        reply["items"] = reply["items"][start : start + limit]
    return reply
