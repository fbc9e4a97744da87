from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, json_field


class Link(Model):
    """Reference to another object of a framework.

    Attributes:
        sourced_id: Id of the object.
        title: Name of the object.
        uri: Address of the object.
    """

    sourced_id: str = json_field("sourcedId", TEXT)
    title: str = json_field("title", TEXT)
    uri: str = json_field("uri", TEXT)


parse_link = Link._parse
