from __future__ import annotations

from timeback_api.common.models.reference import Reference
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import TEXT, OneOf, json_field


class Reservation(Model):
    """Somebody waits for the book.

    Attributes:
        kind: Says that it is a reservation.
        member: Points at another object.
        card: Number of a card.
    """

    kind: str = json_field("kind", OneOf("reservation"), default="reservation", required=True)
    member: Reference | None = json_field("member", ModelOf(Reference), default=None)
    card: str | None = json_field("card", TEXT, default=None)

    ALTERNATIVES = (("member", "card"),)


parse_reservation = Reservation._parse
