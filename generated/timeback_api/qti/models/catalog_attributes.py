from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, json_field


class CatalogAttributes(Model):
    """Attributes of qti-catalog.

    Attributes:
        id: Id that the text refers to.
    """

    id: str | None = json_field("id", TEXT, default=None)


parse_catalog_attributes = CatalogAttributes._parse
