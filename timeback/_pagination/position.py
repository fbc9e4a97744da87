"""Where one page of a listing stands, and the request of the page after it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from timeback_runtime.messages import RawPage, Request

T = TypeVar("T")


class Cursor(Generic[T]):
    """The place of a request in its listing, by offset or by page.

    Attributes:
        limit: the largest number of objects that is asked for, or None where the server chooses.
        page: the number of the page, where the listing goes by pages.
        asked: whether the request names its place.
        offset: how many objects stand before this page.
    """

    __slots__ = ("_request", "asked", "limit", "offset", "page")

    def __init__(self, request: Request[list[T]]) -> None:
        given = dict(request.query)
        self._request = request
        self.limit = int(given["limit"]) if "limit" in given else None
        self.page = int(given.get("page", 1))
        self.asked = "offset" in given or "page" in given
        self.offset = int(given.get("offset", 0)) or (self.page - 1) * (self.limit or 0)

    def after(self, raw: RawPage[Any]) -> Request[list[T]] | None:
        """The request of the page after this one; None where there is none."""
        match self._request.operation.paging:
            case "offset":
                # A server may have sent fewer than were asked for: what counts is what came.
                end = self.offset + len(raw.items)
                # A total below what has come is none; where objects were just removed, an empty page follows.
                if raw.items and end != raw.total:
                    return self._request.with_query(offset=end, limit=self.limit)
            case "page":
                size = self.limit or raw.limit or len(raw.items)
                pages = raw.pages if raw.pages is not None or raw.total is None else -(-raw.total // max(size, 1))
                if raw.items and (pages is None or self.page < pages):
                    return self._request.with_query(page=self.page + 1, limit=self.limit)
        return None
