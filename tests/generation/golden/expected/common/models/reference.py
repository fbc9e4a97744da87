from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, json_field


class Reference(Model):
    """Points at another object.

    Attributes:
        sourced_id: Id of the object that is meant.
        href: Where it can be read.
    """

    sourced_id: str = json_field("sourcedId", TEXT)
    href: str | None = json_field("href", TEXT, default=None)


parse_reference = Reference._parse
