from __future__ import annotations

from timeback_api.common.models.ordering import Ordering
from timeback_api.qti.models.test_part import TestPart
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import INTEGER, NUMBER, TEXT, AnyOf, Bounded, Choice, ListOf, json_field


class TestPartList(Model):
    """One page of the parts of a test.

    Attributes:
        items: The parts of this page.
        total: Number of objects that match the request on all pages together. An extension of the platform: another
            provider may not know it.
        page: Number of this page. The first is 1. An extension of the platform: another provider may not know it.
        pages: Number of pages at this limit. An extension of the platform: another provider may not know it.
        limit: Largest number of objects on this page. It can be lower than the requested limit. An extension of the
            platform: another provider may not know it.
        sort: Property that the list is sorted by.
        order: Direction of a sorted list, ascending or descending.
    """

    items: list[TestPart] = json_field("items", ListOf(ModelOf(TestPart)))
    total: int | float | None = json_field(
        "total", AnyOf(Bounded(INTEGER, 0, None), Bounded(NUMBER, 0, None)), default=None
    )
    page: int | float | None = json_field(
        "page", AnyOf(Bounded(INTEGER, 0, None), Bounded(NUMBER, 0, None)), default=None
    )
    pages: int | float | None = json_field(
        "pages", AnyOf(Bounded(INTEGER, 0, None), Bounded(NUMBER, 0, None)), default=None
    )
    limit: int | float | None = json_field(
        "limit", AnyOf(Bounded(INTEGER, 0, None), Bounded(NUMBER, 0, None)), default=None
    )
    sort: str | None = json_field("sort", TEXT, default=None)
    order: Ordering | str | None = json_field("order", Choice(Ordering), default=None)


parse_test_part_list = TestPartList._parse
