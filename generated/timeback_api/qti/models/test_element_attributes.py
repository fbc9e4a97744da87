"""Attributes of qti-assessment-test."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
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

    FIELDS = {
        "xmlns": Field("xmlns", TEXT),
        "xmlnsxsi": Field("xmlns:xsi", TEXT),
        "xsischema_location": Field("xsi:schemaLocation", TEXT),
        "identifier": Field("identifier", TEXT),
        "title": Field("title", TEXT),
        "tool_name": Field("tool-name", TEXT),
        "tool_version": Field("tool-version", TEXT),
    }

    xmlns: str | None = None
    xmlnsxsi: str | None = None
    xsischema_location: str | None = None
    identifier: str | None = None
    title: str | None = None
    tool_name: str | None = None
    tool_version: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, TestElementAttributes)
        value: Any
        data = self._start_dict()
        if (value := self.xmlns) is not None or "xmlns" in data:
            data["xmlns"] = value
        if (value := self.xmlnsxsi) is not None or "xmlns:xsi" in data:
            data["xmlns:xsi"] = value
        if (value := self.xsischema_location) is not None or "xsi:schemaLocation" in data:
            data["xsi:schemaLocation"] = value
        if (value := self.identifier) is not None or "identifier" in data:
            data["identifier"] = value
        if (value := self.title) is not None or "title" in data:
            data["title"] = value
        if (value := self.tool_name) is not None or "tool-name" in data:
            data["tool-name"] = value
        if (value := self.tool_version) is not None or "tool-version" in data:
            data["tool-version"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> TestElementAttributes:
        return parse_test_element_attributes(data)


_UntrackedTestElementAttributes = untracked_subclass(TestElementAttributes)


def parse_test_element_attributes(data: Any) -> TestElementAttributes:
    instance: TestElementAttributes = new_model(_UntrackedTestElementAttributes)
    instance._received = data
    instance._changed = None
    instance.xmlns = data.get("xmlns")
    instance.xmlnsxsi = data.get("xmlns:xsi")
    instance.xsischema_location = data.get("xsi:schemaLocation")
    instance.identifier = data.get("identifier")
    instance.title = data.get("title")
    instance.tool_name = data.get("tool-name")
    instance.tool_version = data.get("tool-version")
    instance.__class__ = TestElementAttributes
    return instance
