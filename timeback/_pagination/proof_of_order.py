"""Proof that a server filters by id in the order in which it sorts, at the end of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from timeback._pagination.id_filter import with_id_conditions
from timeback._spec.identifiers import key_of

if TYPE_CHECKING:
    from timeback_runtime.messages import RawPage, Request

MAX_TRIES = 3
"""How often the last object is asked for, since it may be removed, and another one added, meanwhile."""


class EndOfPageProof:
    """Proves that the objects up to the last id of a page, by the filter, are those up to it by the sort.

    The last of them by the sort is asked for. It is that object, or, if it has been removed meanwhile, an earlier one
    of the page, after which no other object comes up to the id.
    """

    def __init__(self, request: Request[list[Any]], given: str | None, ids: list[str]) -> None:
        """Prepare the first request.

        Args:
            request: the request of a page, sorted by id.
            given: the filter of the caller.
            ids: the ids of the page.
        """
        self._request, self._given = request.with_query(limit=1), given
        self._ids = frozenset(ids)
        self._end = ids[-1]
        self._tries = 0
        # An earlier object of the page that was received in place of the last one.
        self._earlier: str | None = None

    def request(self) -> Request[list[Any]]:
        """Return the next request. Its page has at most one object, or as many as the server sends."""
        if self._earlier is not None:
            between = with_id_conditions(self._given, (">", self._earlier), ("<=", self._end))
            return self._request.with_query(filter=between, orderBy="asc")
        return self._request.with_query(filter=with_id_conditions(self._given, ("<=", self._end)), orderBy="desc")

    def handle(self, page: RawPage[Any]) -> bool | None:
        """Process the reply to the request; return whether it is proven, or None if another request is needed."""
        found = key_of(page.items[0]) if page.items else None
        if self._earlier is not None:
            if found is None:
                return True
            self._earlier = None
        elif found == self._end:
            return True
        elif found in self._ids:
            self._earlier = found
            return None
        self._tries += 1
        return False if self._tries >= MAX_TRIES else None
