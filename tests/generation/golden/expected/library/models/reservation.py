"""Somebody waits for the book."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.common.models.reference import Reference, parse_reference
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import TEXT, Field, OneOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Reservation(Model):
    """Somebody waits for the book.

    Attributes:
        kind: Says that it is a reservation.
        member: Points at another object.
        card: Number of a card.
    """

    FIELDS = {
        "kind": Field("kind", OneOf("reservation"), True),
        "member": Field("member", ModelOf(Reference)),
        "card": Field("card", TEXT),
    }
    NESTED = {"member": ("member", Reference)}

    ALTERNATIVES = (("member", "card"),)

    kind: str = "reservation"
    member: Reference | None = None
    card: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, Reservation)
        value: Any
        data = self._start_dict()
        if (value := self.kind) is not None or "kind" in data:
            data["kind"] = value
        if (value := self.member) is not None or "member" in data:
            data["member"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.card) is not None or "card" in data:
            data["card"] = value
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.member = parse_reference(value) if type(value := data.get("member")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Reservation:
        return parse_reservation(data)


_UntrackedReservation = untracked_subclass(Reservation)


def parse_reservation(data: Any, deep: bool = False) -> Reservation:
    instance: Reservation = new_model(_UntrackedReservation)
    instance._received = data
    instance._changed = None
    instance.kind = data.get("kind")
    instance.card = data.get("card")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = Reservation
    return instance
