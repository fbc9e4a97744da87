from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, json_field


class NewLink(Model):
    """Reference to another object of a framework, as requests write it.

    Attributes:
        title: Name of the object.
        identifier: Id of the object.
        uri: Address of the object.
    """

    title: str = json_field("title", TEXT)
    identifier: str = json_field("identifier", TEXT)
    uri: str = json_field("uri", TEXT)


parse_new_link = NewLink._parse
