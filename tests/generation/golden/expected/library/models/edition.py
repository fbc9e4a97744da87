"""One printing of a book."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import WHOLE, Field, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Edition(Model):
    """One printing of a book.

    Attributes:
        number: Which one.
        predecessor: One printing of a book.
    """
    number: int | None = None
    predecessor: Edition | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, Edition)
        v: Any
        d = self._begin()
        if (v := self.number) is not None or "number" in d:
            d["number"] = v
        if (v := self.predecessor) is not None or "predecessor" in d:
            d["predecessor"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.predecessor = parse_edition(v, True) if type(v := d.get("predecessor")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Edition:
        return parse_edition(data)


def parse_edition(d: dict[str, Any], whole: bool = False) -> Edition:
    self: Edition = new(_Edition)
    self._raw = d
    self._changed = None
    self.number = d.get("number")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = Edition
    return self




_Edition = seed(Edition)
Edition.FIELDS = {
    "number": Field("number", WHOLE),
    "predecessor": Field("predecessor", One(Edition)),
}
Edition.INSIDE = {
    "predecessor": ("predecessor", Edition),
}
