"""Somebody waits for the book."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Field, One, Text


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Reservation(Model):
    """Somebody waits for the book.

    Attributes:
        kind: Says that it is a reservation.
        member: Points at another object.
        card: Number of a card.
    """
    kind: str | None = "reservation"
    member: Reference | None = None
    card: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, Reservation)
        v: Any
        d = self._begin()
        if (v := self.kind) is not None or "kind" in d:
            d["kind"] = v
        if (v := self.member) is not None or "member" in d:
            d["member"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.card) is not None or "card" in d:
            d["card"] = v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.member = parse_reference(v) if type(v := d.get("member")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Reservation:
        return parse_reservation(data)


def parse_reservation(d: dict[str, Any], whole: bool = False) -> Reservation:
    self: Reservation = new(_Reservation)
    self._raw = d
    self._changed = None
    self.kind = d.get("kind")
    self.card = d.get("card")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = Reservation
    return self


from timeback_api.common.models.reference import Reference, parse_reference  # noqa: E402

_Reservation = seed(Reservation)
Reservation.FIELDS = {
    "kind": Field("kind", Text(0, "^reservation$"), True),
    "member": Field("member", One(Reference)),
    "card": Field("card", TEXT),
}
Reservation.INSIDE = {
    "member": ("member", Reference),
}
Reservation.ALTERNATIVES = (('member', 'card'),)
