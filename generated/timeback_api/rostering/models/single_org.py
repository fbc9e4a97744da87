"""Wrapper of one organisation, for sending and receiving."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api._core.checks import Field, One
from timeback_api._core.model import Model, new


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SingleOrg(Model):
    """Wrapper of one organisation, for sending and receiving.

    Attributes:
        org: A school, a district or another body that schooling is organised by. Organisations form a hierarchy.
    """
    org: Org | None

    def to_dict(self) -> dict[str, Any]:
        v: Any
        d = came.copy() if type(came := self._raw) is dict else self._begin()
        if (v := self.org) is not None or "org" in d:
            d["org"] = v.to_dict() if isinstance(v, Model) else v
        return d if type(came) is dict else self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SingleOrg:
        return parse_single_org(data)


def parse_single_org(d: dict[str, Any]) -> SingleOrg:
    self: SingleOrg = new(SingleOrg)
    self._raw = d  # type: ignore[misc]  # a slot of the base class
    self.org = parse_org(v) if type(v := d.get("org")) is dict else v
    return self


from timeback_api.rostering.models.org import Org, parse_org  # noqa: E402

SingleOrg.FIELDS = {
    "org": Field("org", One(Org), True),
}
