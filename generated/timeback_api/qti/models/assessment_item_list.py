"""One page of assessment items."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import NUMBER, TEXT, WHOLE, Choice, Either, Field, Limited, Many, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class AssessmentItemList(Model):
    """One page of assessment items.

    Attributes:
        items: The items of this page.
        total: Number of objects that match the request on all pages together.
        page: Number of this page, where the first is 1.
        pages: Number of pages that the matching objects fill at this limit.
        limit: Largest number of objects that the server put on this page. It can be lower than the limit that was
            asked for.
        sort: Property that the list is sorted by.
        order: Direction of a sorted list, ascending or descending.
    """
    items: list[AssessmentItem] | None
    total: int | float | None = None
    page: int | float | None = None
    pages: int | float | None = None
    limit: int | float | None = None
    sort: str | None = None
    order: Ordering | str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, AssessmentItemList)
        v: Any
        d = self._begin()
        if (v := self.items) is not None or "items" in d:
            d["items"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        if (v := self.total) is not None or "total" in d:
            d["total"] = v
        if (v := self.page) is not None or "page" in d:
            d["page"] = v
        if (v := self.pages) is not None or "pages" in d:
            d["pages"] = v
        if (v := self.limit) is not None or "limit" in d:
            d["limit"] = v
        if (v := self.sort) is not None or "sort" in d:
            d["sort"] = v
        if (v := self.order) is not None or "order" in d:
            d["order"] = v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.items = ([parse_assessment_item(i, True) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("items")) is list else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> AssessmentItemList:
        return parse_assessment_item_list(data)


def parse_assessment_item_list(d: dict[str, Any], whole: bool = False) -> AssessmentItemList:
    self: AssessmentItemList = new(_AssessmentItemList)
    self._raw = d
    self._changed = None
    self.total = d.get("total")
    self.page = d.get("page")
    self.pages = d.get("pages")
    self.limit = d.get("limit")
    self.sort = d.get("sort")
    self.order = as_ordering(v, v) if type(v := d.get("order")) is str else v
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = AssessmentItemList
    return self


from timeback_api.common.models.ordering import Ordering, as_ordering  # noqa: E402
from timeback_api.qti.models.assessment_item import AssessmentItem, parse_assessment_item  # noqa: E402

_AssessmentItemList = seed(AssessmentItemList)
AssessmentItemList.FIELDS = {
    "items": Field("items", Many(One(AssessmentItem)), True),
    "total": Field("total", Either(Limited(WHOLE, 0, None), Limited(NUMBER, 0, None))),
    "page": Field("page", Either(Limited(WHOLE, 0, None), Limited(NUMBER, 0, None))),
    "pages": Field("pages", Either(Limited(WHOLE, 0, None), Limited(NUMBER, 0, None))),
    "limit": Field("limit", Either(Limited(WHOLE, 0, None), Limited(NUMBER, 0, None))),
    "sort": Field("sort", TEXT),
    "order": Field("order", Choice(Ordering)),
}
AssessmentItemList.INSIDE = {
    "items": ("items", AssessmentItem),
}
