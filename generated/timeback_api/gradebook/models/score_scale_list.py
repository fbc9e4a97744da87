"""A page of score scales with its counters."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import NUMBER, WHOLE, Either, Field, Limited, Many, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ScoreScaleList(Model):
    """A page of score scales with its counters.

    Attributes:
        score_scales: The score scales of this page, in the order asked for.
        total_count: Number of objects that match the request on all pages together.
        page_count: Number of pages that the matching objects fill at this limit.
        page_number: Number of this page, where the first is 1.
        offset: Number of matching objects that come before this page.
        limit: Largest number of objects that the server put on this page. It can be lower than the limit that was
            asked for.
    """
    score_scales: list[ScoreScale] | None
    total_count: int | float | None = None
    page_count: int | float | None = None
    page_number: int | float | None = None
    offset: int | float | None = None
    limit: int | float | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, ScoreScaleList)
        v: Any
        d = self._begin()
        if (v := self.score_scales) is not None or "scoreScales" in d:
            d["scoreScales"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
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
        self.score_scales = ([parse_score_scale(i, True) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("scoreScales")) is list else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ScoreScaleList:
        return parse_score_scale_list(data)


def parse_score_scale_list(d: dict[str, Any], whole: bool = False) -> ScoreScaleList:
    self: ScoreScaleList = new(_ScoreScaleList)
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
    self.__class__ = ScoreScaleList
    return self


from timeback_api.gradebook.models.score_scale import ScoreScale, parse_score_scale  # noqa: E402

_ScoreScaleList = seed(ScoreScaleList)
ScoreScaleList.FIELDS = {
    "score_scales": Field("scoreScales", Many(One(ScoreScale)), True),
    "total_count": Field("totalCount", Either(Limited(WHOLE, 0, None), Limited(NUMBER, 0, None))),
    "page_count": Field("pageCount", Either(Limited(WHOLE, 0, None), Limited(NUMBER, 0, None))),
    "page_number": Field("pageNumber", Either(Limited(WHOLE, 0, None), Limited(NUMBER, 0, None))),
    "offset": Field("offset", Either(Limited(WHOLE, 0, None), Limited(NUMBER, 0, None))),
    "limit": Field("limit", Either(Limited(WHOLE, 0, None), Limited(NUMBER, 0, None))),
}
ScoreScaleList.INSIDE = {
    "score_scales": ("scoreScales", ScoreScale),
}
