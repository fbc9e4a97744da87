from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, json_field


class CatalogInfo(Model):
    """Another form of a piece of the material.

    Attributes:
        id: Id that the text refers to.
        support: Kind of support, such as spoken, braille or sign-language.
        content: HTML of the other form.
    """

    id: str = json_field("id", TEXT)
    support: str = json_field("support", TEXT)
    content: str = json_field("content", TEXT)


parse_catalog_info = CatalogInfo._parse
