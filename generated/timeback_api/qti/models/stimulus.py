"""Material that items refer to, such as a passage to read."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, from_moment, new, seed, to_datetime
from timeback_runtime.validators import FREE, MOMENT, NUMBER, TEXT, Either, Field, Many, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Stimulus(Model):
    """Material that items refer to, such as a passage to read. The server adds the QTI document, as text and as a tree,
    and the times.

    Attributes:
        identifier: Identifier of the stimulus, chosen by its author and unique among stimuli.
        title: Title of the stimulus.
        content: HTML of the material when it is written. When it is read, the QTI document as a tree.
        label: Short name for authors.
        language: Language of the text, such as en or es.
        stylesheet: A style sheet.
        catalog_info: Support for students who need other forms of the material.
        tool_name: Name of the software that made the stimulus.
        tool_version: Version of the software that made the stimulus.
        metadata: Free key and value pairs that travel with an object. What they mean is agreed between those who
            write and those who read them.
        raw_xml: The stimulus as a QTI document. The server writes it.
        created_at: When the stimulus was created.
        updated_at: When the stimulus was last changed.
        field_v: The server's own count of changes.
    """
    identifier: str | None
    title: str | None
    content: str | StimulusContent | None
    label: str | None = None
    language: str | None = None
    stylesheet: Stylesheet | None = None
    catalog_info: list[CatalogInfo] | None = None
    tool_name: str | None = None
    tool_version: str | None = None
    metadata: dict[str, Any] | None = None
    raw_xml: str | None = None
    created_at: datetime.datetime | None = None
    updated_at: datetime.datetime | None = None
    field_v: float | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, Stimulus)
        v: Any
        d = self._begin()
        if (v := self.identifier) is not None or "identifier" in d:
            d["identifier"] = v
        if (v := self.title) is not None or "title" in d:
            d["title"] = v
        if (v := self.label) is not None or "label" in d:
            d["label"] = v
        if (v := self.language) is not None or "language" in d:
            d["language"] = v
        if (v := self.stylesheet) is not None or "stylesheet" in d:
            d["stylesheet"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.content) is not None or "content" in d:
            d["content"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.catalog_info) is not None or "catalogInfo" in d:
            d["catalogInfo"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        if (v := self.tool_name) is not None or "toolName" in d:
            d["toolName"] = v
        if (v := self.tool_version) is not None or "toolVersion" in d:
            d["toolVersion"] = v
        if (v := self.metadata) is not None or "metadata" in d:
            d["metadata"] = v
        if (v := self.raw_xml) is not None or "rawXml" in d:
            d["rawXml"] = v
        if (v := self.created_at) is not None or "createdAt" in d:
            d["createdAt"] = from_moment(v, d.get("createdAt"))
        if (v := self.updated_at) is not None or "updatedAt" in d:
            d["updatedAt"] = from_moment(v, d.get("updatedAt"))
        if (v := self.field_v) is not None or "__v" in d:
            d["__v"] = v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.stylesheet = parse_stylesheet(v) if type(v := d.get("stylesheet")) is dict else v
        self.content = parse_stimulus_content(v, True) if type(v := d.get("content")) is dict else v
        self.catalog_info = ([parse_catalog_info(i) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("catalogInfo")) is list else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Stimulus:
        return parse_stimulus(data)


def parse_stimulus(d: dict[str, Any], whole: bool = False) -> Stimulus:
    self: Stimulus = new(_Stimulus)
    self._raw = d
    self._changed = None
    self.identifier = d.get("identifier")
    self.title = d.get("title")
    self.label = d.get("label")
    self.language = d.get("language")
    self.tool_name = d.get("toolName")
    self.tool_version = d.get("toolVersion")
    self.metadata = d.get("metadata")
    self.raw_xml = d.get("rawXml")
    self.created_at = to_datetime(v) if type(v := d.get("createdAt")) is str else v
    self.updated_at = to_datetime(v) if type(v := d.get("updatedAt")) is str else v
    self.field_v = d.get("__v")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = Stimulus
    return self


from timeback_api.qti.models.catalog_info import CatalogInfo, parse_catalog_info  # noqa: E402
from timeback_api.qti.models.stimulus_content import StimulusContent, parse_stimulus_content  # noqa: E402
from timeback_api.qti.models.stylesheet import Stylesheet, parse_stylesheet  # noqa: E402

_Stimulus = seed(Stimulus)
Stimulus.FIELDS = {
    "identifier": Field("identifier", TEXT, True),
    "title": Field("title", TEXT, True),
    "label": Field("label", TEXT),
    "language": Field("language", TEXT),
    "stylesheet": Field("stylesheet", One(Stylesheet)),
    "content": Field("content", Either(TEXT, One(StimulusContent)), True),
    "catalog_info": Field("catalogInfo", Many(One(CatalogInfo))),
    "tool_name": Field("toolName", TEXT),
    "tool_version": Field("toolVersion", TEXT),
    "metadata": Field("metadata", FREE),
    "raw_xml": Field("rawXml", TEXT),
    "created_at": Field("createdAt", MOMENT),
    "updated_at": Field("updatedAt", MOMENT),
    "field_v": Field("__v", NUMBER),
}
Stimulus.INSIDE = {
    "stylesheet": ("stylesheet", Stylesheet),
    "content": ("content", None),
    "catalog_info": ("catalogInfo", CatalogInfo),
}
