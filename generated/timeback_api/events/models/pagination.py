from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import INTEGER, Bounded, json_field


class Pagination(Model):
    """Counters of a list of events.

    Attributes:
        total: Number of events that match the request on all pages together.
        total_pages: Number of pages at this limit.
        current_page: Number of this page. The first is 1.
        limit: Largest number of events on this page.
    """

    total: int = json_field("total", Bounded(INTEGER, 0, None))
    total_pages: int = json_field("totalPages", Bounded(INTEGER, 0, None))
    current_page: int = json_field("currentPage", Bounded(INTEGER, 0, None))
    limit: int = json_field("limit", Bounded(INTEGER, 0, None))


parse_pagination = Pagination._parse
