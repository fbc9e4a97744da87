"""Wrapper of one organisation, for sending and receiving."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SingleOrg(Model):
    """Wrapper of one organisation, for sending and receiving.

    Attributes:
        org: A school, a district or another body that schooling is organised by. Organisations form a hierarchy.
    """
    org: Org | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, SingleOrg)
        v: Any
        d = self._begin()
        if (v := self.org) is not None or "org" in d:
            d["org"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.org = parse_org(v, True) if type(v := d.get("org")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SingleOrg:
        return parse_single_org(data)


def parse_single_org(d: dict[str, Any], whole: bool = False) -> SingleOrg:
    self: SingleOrg = new(_SingleOrg)
    self._raw = d
    self._changed = None
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = SingleOrg
    return self


from timeback_api.rostering.models.org import Org, parse_org  # noqa: E402

_SingleOrg = seed(SingleOrg)
SingleOrg.FIELDS = {
    "org": Field("org", One(Org), True),
}
SingleOrg.INSIDE = {
    "org": ("org", Org),
}
