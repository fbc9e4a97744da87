from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, json_field


class TestElementAttributes(Model):
    """Attributes of qti-assessment-test.

    Attributes:
        xmlns: Namespace of the document.
        xmlnsxsi: Namespace of XML Schema instances.
        xsischema_location: Where the schema of the document is.
        identifier: Identifier of the test.
        title: Title of the test.
        tool_name: Name of the software that made the test.
        tool_version: Version of the software that made the test.
    """

    xmlns: str | None = json_field("xmlns", TEXT, default=None)
    xmlnsxsi: str | None = json_field("xmlns:xsi", TEXT, default=None)
    xsischema_location: str | None = json_field("xsi:schemaLocation", TEXT, default=None)
    identifier: str | None = json_field("identifier", TEXT, default=None)
    title: str | None = json_field("title", TEXT, default=None)
    tool_name: str | None = json_field("tool-name", TEXT, default=None)
    tool_version: str | None = json_field("tool-version", TEXT, default=None)


parse_test_element_attributes = TestElementAttributes._parse
