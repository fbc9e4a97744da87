from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, json_field


class ItemElementAttributes(Model):
    """Attributes of qti-assessment-item.

    Attributes:
        xmlns: Namespace of the document.
        xmlnsxsi: Namespace of XML Schema instances.
        xsischema_location: Where the schema of the document is.
        identifier: Identifier of the item.
        title: Title of the item.
        adaptive: Whether the item is adaptive, as the text true or false.
        time_dependent: Whether the item depends on time, as the text true or false.
    """

    xmlns: str | None = json_field("xmlns", TEXT, default=None)
    xmlnsxsi: str | None = json_field("xmlns:xsi", TEXT, default=None)
    xsischema_location: str | None = json_field("xsi:schemaLocation", TEXT, default=None)
    identifier: str | None = json_field("identifier", TEXT, default=None)
    title: str | None = json_field("title", TEXT, default=None)
    adaptive: str | None = json_field("adaptive", TEXT, default=None)
    time_dependent: str | None = json_field("time-dependent", TEXT, default=None)


parse_item_element_attributes = ItemElementAttributes._parse
