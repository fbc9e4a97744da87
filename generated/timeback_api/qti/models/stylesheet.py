from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, json_field


class Stylesheet(Model):
    """A style sheet.

    Attributes:
        href: Address of the style sheet.
        type_: Its media type, such as text/css.
    """

    href: str = json_field("href", TEXT)
    type_: str = json_field("type", TEXT)


parse_stylesheet = Stylesheet._parse
