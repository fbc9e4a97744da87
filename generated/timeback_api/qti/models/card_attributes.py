from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, json_field


class CardAttributes(Model):
    """Attributes of qti-card.

    Attributes:
        support: Kind of support.
    """

    support: str | None = json_field("support", TEXT, default=None)


parse_card_attributes = CardAttributes._parse
