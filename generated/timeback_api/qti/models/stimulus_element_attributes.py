"""Attributes of qti-assessment-stimulus."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
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

    FIELDS = {
        "xmlns": Field("xmlns", TEXT),
        "xmlnsxsi": Field("xmlns:xsi", TEXT),
        "xsischema_location": Field("xsi:schemaLocation", TEXT),
        "identifier": Field("identifier", TEXT),
        "title": Field("title", TEXT),
        "xmllang": Field("xml:lang", TEXT),
    }

    xmlns: str | None = None
    xmlnsxsi: str | None = None
    xsischema_location: str | None = None
    identifier: str | None = None
    title: str | None = None
    xmllang: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, StimulusElementAttributes)
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
        if (value := self.xmllang) is not None or "xml:lang" in data:
            data["xml:lang"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> StimulusElementAttributes:
        return parse_stimulus_element_attributes(data)


_UntrackedStimulusElementAttributes = untracked_subclass(StimulusElementAttributes)


def parse_stimulus_element_attributes(data: Any) -> StimulusElementAttributes:
    instance: StimulusElementAttributes = new_model(_UntrackedStimulusElementAttributes)
    instance._received = data
    instance._changed = None
    instance.xmlns = data.get("xmlns")
    instance.xmlnsxsi = data.get("xmlns:xsi")
    instance.xsischema_location = data.get("xsi:schemaLocation")
    instance.identifier = data.get("identifier")
    instance.title = data.get("title")
    instance.xmllang = data.get("xml:lang")
    instance.__class__ = StimulusElementAttributes
    return instance
