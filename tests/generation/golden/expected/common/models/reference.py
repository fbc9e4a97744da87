"""Points at another object."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Reference(Model):
    """Points at another object.

    Attributes:
        sourced_id: Id of the object that is meant.
        href: Where it can be read.
    """
    sourced_id: str | None
    href: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, Reference)
        v: Any
        d = self._begin()
        if (v := self.sourced_id) is not None or "sourcedId" in d:
            d["sourcedId"] = v
        if (v := self.href) is not None or "href" in d:
            d["href"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Reference:
        return parse_reference(data)


def parse_reference(d: dict[str, Any]) -> Reference:
    self: Reference = new(_Reference)
    self._raw = d
    self._changed = None
    self.sourced_id = d.get("sourcedId")
    self.href = d.get("href")
    self.__class__ = Reference
    return self




_Reference = seed(Reference)
Reference.FIELDS = {
    "sourced_id": Field("sourcedId", TEXT, True),
    "href": Field("href", TEXT),
}
