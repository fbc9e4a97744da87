from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, json_field


class StimulusElementAttributes(Model):
    """Attributes of qti-assessment-stimulus.

    Attributes:
        xmlns: Namespace of the document.
        xmlnsxsi: Namespace of XML Schema instances.
        xsischema_location: Where the schema of the document is.
        identifier: Identifier of the stimulus.
        title: Title of the stimulus.
        xmllang: Language of the text.
    """

    xmlns: str | None = json_field("xmlns", TEXT, default=None)
    xmlnsxsi: str | None = json_field("xmlns:xsi", TEXT, default=None)
    xsischema_location: str | None = json_field("xsi:schemaLocation", TEXT, default=None)
    identifier: str | None = json_field("identifier", TEXT, default=None)
    title: str | None = json_field("title", TEXT, default=None)
    xmllang: str | None = json_field("xml:lang", TEXT, default=None)


parse_stimulus_element_attributes = StimulusElementAttributes._parse
