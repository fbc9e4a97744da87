"""The position of a page in its listing, by offset or by page number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from timeback_runtime.messages import Request

T = TypeVar("T")


class PagePosition(Generic[T]):
    """The position that a request asks for.

    Attributes:
        request: the request.
        limit: the largest number of objects that it asks for, or None if the server chooses.
        page: the page number, counted from 1, for listings that page by number.
        is_explicit: whether the request names a position.
        offset: the number of objects before this page.
    """

    __slots__ = ("is_explicit", "limit", "offset", "page", "request")

    def __init__(self, request: Request[list[T]]) -> None:
        query = dict(request.query)
        self.request = request
        self.limit = int(query["limit"]) if "limit" in query else None
        self.page = int(query.get("page", 1))
        self.is_explicit = "offset" in query or "page" in query
        self.offset = int(query.get("offset", 0)) or (self.page - 1) * (self.limit or 0)
