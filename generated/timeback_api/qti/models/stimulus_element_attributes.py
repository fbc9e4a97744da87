"""Attributes of qti-assessment-stimulus."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
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
    xmlns: str | None = None
    xmlnsxsi: str | None = None
    xsischema_location: str | None = None
    identifier: str | None = None
    title: str | None = None
    xmllang: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, StimulusElementAttributes)
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
        if (v := self.xmllang) is not None or "xml:lang" in d:
            d["xml:lang"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> StimulusElementAttributes:
        return parse_stimulus_element_attributes(data)


def parse_stimulus_element_attributes(d: dict[str, Any]) -> StimulusElementAttributes:
    self: StimulusElementAttributes = new(_StimulusElementAttributes)
    self._raw = d
    self._changed = None
    self.xmlns = d.get("xmlns")
    self.xmlnsxsi = d.get("xmlns:xsi")
    self.xsischema_location = d.get("xsi:schemaLocation")
    self.identifier = d.get("identifier")
    self.title = d.get("title")
    self.xmllang = d.get("xml:lang")
    self.__class__ = StimulusElementAttributes
    return self




_StimulusElementAttributes = seed(StimulusElementAttributes)
StimulusElementAttributes.FIELDS = {
    "xmlns": Field("xmlns", TEXT),
    "xmlnsxsi": Field("xmlns:xsi", TEXT),
    "xsischema_location": Field("xsi:schemaLocation", TEXT),
    "identifier": Field("identifier", TEXT),
    "title": Field("title", TEXT),
    "xmllang": Field("xml:lang", TEXT),
}
