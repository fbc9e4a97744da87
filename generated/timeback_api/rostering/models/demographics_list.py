"""A page of demographics with its counters."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import NUMBER, WHOLE, Either, Field, Limited, Many, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class DemographicsList(Model):
    """A page of demographics with its counters.

    Attributes:
        demographics: The demographics of this page, in the order asked for.
        total_count: Number of objects that match the request on all pages together.
        page_count: Number of pages that the matching objects fill at this limit.
        page_number: Number of this page, where the first is 1.
        offset: Number of matching objects that come before this page.
        limit: Largest number of objects that the server put on this page. It can be lower than the limit that was
            asked for.
    """
    demographics: list[Demographics] | None
    total_count: int | float | None = None
    page_count: int | float | None = None
    page_number: int | float | None = None
    offset: int | float | None = None
    limit: int | float | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, DemographicsList)
        v: Any
        d = self._begin()
        if (v := self.demographics) is not None or "demographics" in d:
            d["demographics"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        if (v := self.total_count) is not None or "totalCount" in d:
            d["totalCount"] = v
        if (v := self.page_count) is not None or "pageCount" in d:
            d["pageCount"] = v
        if (v := self.page_number) is not None or "pageNumber" in d:
            d["pageNumber"] = v
        if (v := self.offset) is not None or "offset" in d:
            d["offset"] = v
        if (v := self.limit) is not None or "limit" in d:
            d["limit"] = v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.demographics = ([parse_demographics(i) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("demographics")) is list else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> DemographicsList:
        return parse_demographics_list(data)


def parse_demographics_list(d: dict[str, Any], whole: bool = False) -> DemographicsList:
    self: DemographicsList = new(_DemographicsList)
    self._raw = d
    self._changed = None
    self.total_count = d.get("totalCount")
    self.page_count = d.get("pageCount")
    self.page_number = d.get("pageNumber")
    self.offset = d.get("offset")
    self.limit = d.get("limit")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = DemographicsList
    return self


from timeback_api.rostering.models.demographics import Demographics, parse_demographics  # noqa: E402

_DemographicsList = seed(DemographicsList)
DemographicsList.FIELDS = {
    "demographics": Field("demographics", Many(One(Demographics)), True),
    "total_count": Field("totalCount", Either(Limited(WHOLE, 0, None), Limited(NUMBER, 0, None))),
    "page_count": Field("pageCount", Either(Limited(WHOLE, 0, None), Limited(NUMBER, 0, None))),
    "page_number": Field("pageNumber", Either(Limited(WHOLE, 0, None), Limited(NUMBER, 0, None))),
    "offset": Field("offset", Either(Limited(WHOLE, 0, None), Limited(NUMBER, 0, None))),
    "limit": Field("limit", Either(Limited(WHOLE, 0, None), Limited(NUMBER, 0, None))),
}
DemographicsList.INSIDE = {
    "demographics": ("demographics", Demographics),
}
