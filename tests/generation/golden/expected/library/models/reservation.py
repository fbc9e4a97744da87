"""Somebody waits for the book."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api._core.checks import TEXT, Field, One, Text
from timeback_api._core.model import Model, new


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
        v: Any
        d = self._begin()
        if (v := self.kind) is not None:
            d["kind"] = v
        if (v := self.member) is not None:
            d["member"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.card) is not None:
            d["card"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Reservation:
        return parse_reservation(data)


def parse_reservation(d: dict[str, Any]) -> Reservation:
    self: Reservation = new(Reservation)
    self._raw = d  # type: ignore[misc]  # a slot of the base class
    self.kind = d.get("kind")
    self.member = parse_reference(v) if type(v := d.get("member")) is dict else v
    self.card = d.get("card")
    return self


from timeback_api.common.models.reference import Reference, parse_reference  # noqa: E402

Reservation.FIELDS = {
    "kind": Field("kind", Text(0, "^reservation$"), True),
    "member": Field("member", One(Reference)),
    "card": Field("card", TEXT),
}
Reservation.ALTERNATIVES = (('member', 'card'),)
