"""Attributes of qti-assessment-test."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
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
    xmlns: str | None = None
    xmlnsxsi: str | None = None
    xsischema_location: str | None = None
    identifier: str | None = None
    title: str | None = None
    tool_name: str | None = None
    tool_version: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, TestElementAttributes)
        v: Any
        d = self._begin()
        if (v := self.xmlns) is not None or "xmlns" in d:
            d["xmlns"] = v
        if (v := self.xmlnsxsi) is not None or "xmlns:xsi" in d:
            d["xmlns:xsi"] = v
        if (v := self.xsischema_location) is not None or "xsi:schemaLocation" in d:
            d["xsi:schemaLocation"] = v
        if (v := self.identifier) is not None or "identifier" in d:
            d["identifier"] = v
        if (v := self.title) is not None or "title" in d:
            d["title"] = v
        if (v := self.tool_name) is not None or "tool-name" in d:
            d["tool-name"] = v
        if (v := self.tool_version) is not None or "tool-version" in d:
            d["tool-version"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> TestElementAttributes:
        return parse_test_element_attributes(data)


def parse_test_element_attributes(d: dict[str, Any]) -> TestElementAttributes:
    self: TestElementAttributes = new(_TestElementAttributes)
    self._raw = d
    self._changed = None
    self.xmlns = d.get("xmlns")
    self.xmlnsxsi = d.get("xmlns:xsi")
    self.xsischema_location = d.get("xsi:schemaLocation")
    self.identifier = d.get("identifier")
    self.title = d.get("title")
    self.tool_name = d.get("tool-name")
    self.tool_version = d.get("tool-version")
    self.__class__ = TestElementAttributes
    return self




_TestElementAttributes = seed(TestElementAttributes)
TestElementAttributes.FIELDS = {
    "xmlns": Field("xmlns", TEXT),
    "xmlnsxsi": Field("xmlns:xsi", TEXT),
    "xsischema_location": Field("xsi:schemaLocation", TEXT),
    "identifier": Field("identifier", TEXT),
    "title": Field("title", TEXT),
    "tool_name": Field("tool-name", TEXT),
    "tool_version": Field("tool-version", TEXT),
}
