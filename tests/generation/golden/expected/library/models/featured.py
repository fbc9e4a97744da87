"""The book of the month, in two wrappers."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Featured(Model):
    """The book of the month, in two wrappers.

    Attributes:
        month: One book in its wrapper.
        week: One book in its wrapper.
    """
    month: SingleBook | None = None
    week: SingleBook | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, Featured)
        v: Any
        d = self._begin()
        if (v := self.month) is not None or "month" in d:
            d["month"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.week) is not None or "week" in d:
            d["week"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.month = parse_single_book(v, True) if type(v := d.get("month")) is dict else v
        self.week = parse_single_book(v, True) if type(v := d.get("week")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Featured:
        return parse_featured(data)


def parse_featured(d: dict[str, Any], whole: bool = False) -> Featured:
    self: Featured = new(_Featured)
    self._raw = d
    self._changed = None
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = Featured
    return self


from timeback_api.library.models.single_book import SingleBook, parse_single_book  # noqa: E402

_Featured = seed(Featured)
Featured.FIELDS = {
    "month": Field("month", One(SingleBook)),
    "week": Field("week", One(SingleBook)),
}
Featured.INSIDE = {
    "month": ("month", SingleBook),
    "week": ("week", SingleBook),
}
