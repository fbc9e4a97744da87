"""Counters of a list of events."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import INTEGER, Bounded, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Pagination(Model):
    """Counters of a list of events.

    Attributes:
        total: Number of events that match the request on all pages together.
        total_pages: Number of pages at this limit.
        current_page: Number of this page. The first is 1.
        limit: Largest number of events on this page.
    """

    FIELDS = {
        "total": Field("total", Bounded(INTEGER, 0, None), True),
        "total_pages": Field("totalPages", Bounded(INTEGER, 0, None), True),
        "current_page": Field("currentPage", Bounded(INTEGER, 0, None), True),
        "limit": Field("limit", Bounded(INTEGER, 0, None), True),
    }

    total: int
    total_pages: int
    current_page: int
    limit: int

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, Pagination)
        value: Any
        data = self._start_dict()
        if (value := self.total) is not None or "total" in data:
            data["total"] = value
        if (value := self.total_pages) is not None or "totalPages" in data:
            data["totalPages"] = value
        if (value := self.current_page) is not None or "currentPage" in data:
            data["currentPage"] = value
        if (value := self.limit) is not None or "limit" in data:
            data["limit"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Pagination:
        return parse_pagination(data)


_UntrackedPagination = untracked_subclass(Pagination)


def parse_pagination(data: Any) -> Pagination:
    instance: Pagination = new_model(_UntrackedPagination)
    instance._received = data
    instance._changed = None
    instance.total = data.get("total")
    instance.total_pages = data.get("totalPages")
    instance.current_page = data.get("currentPage")
    instance.limit = data.get("limit")
    instance.__class__ = Pagination
    return instance
