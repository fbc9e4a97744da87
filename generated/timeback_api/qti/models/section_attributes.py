from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, json_field


class SectionAttributes(Model):
    """Attributes of qti-assessment-section.

    Attributes:
        identifier: Identifier of the section.
        title: Title of the section.
        visible: Whether the section is visible, as the text true or false.
        required: Whether the section is required, as the text true or false.
        fixed: Whether the section keeps its place, as the text true or false.
    """

    identifier: str | None = json_field("identifier", TEXT, default=None)
    title: str | None = json_field("title", TEXT, default=None)
    visible: str | None = json_field("visible", TEXT, default=None)
    required: str | None = json_field("required", TEXT, default=None)
    fixed: str | None = json_field("fixed", TEXT, default=None)


parse_section_attributes = SectionAttributes._parse
