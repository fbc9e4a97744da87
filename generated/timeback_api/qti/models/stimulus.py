"""Material that items refer to, such as a passage to read."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_api.qti.models.catalog_info import CatalogInfo, parse_catalog_info
from timeback_api.qti.models.stimulus_content import StimulusContent, parse_stimulus_content
from timeback_api.qti.models.stylesheet import Stylesheet, parse_stylesheet
from timeback_runtime.model import (
    Model,
    copy_payload,
    format_datetime,
    list_to_dicts,
    new_model,
    parse_datetime,
    parse_list,
    to_json,
    untracked_subclass,
)
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import DATETIME, NUMBER, OBJECT, TEXT, AnyOf, Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Stimulus(Model):
    """Material that items refer to, such as a passage to read. The server adds the QTI document, as text and as a tree,
    and the times.

    Attributes:
        identifier: Identifier of the stimulus, chosen by its author and unique among stimuli.
        title: Title of the stimulus.
        content: HTML of the material in requests. In replies it is the QTI document as a tree.
        label: Short name for authors.
        language: Language of the text, such as en or es.
        stylesheet: A style sheet.
        catalog_info: Support for students who need the material in other forms.
        tool_name: Name of the software that made the stimulus.
        tool_version: Version of the software that created the stimulus.
        metadata: Additional key and value pairs of an object. Their meaning is defined by the applications that use
            them.
        raw_xml: The stimulus as a QTI document. The server generates it.
        created_at: When the stimulus was created.
        updated_at: When the stimulus was last changed.
        field_v: The server's own count of changes.
    """

    FIELDS = {
        "identifier": Field("identifier", TEXT, True),
        "title": Field("title", TEXT, True),
        "label": Field("label", TEXT),
        "language": Field("language", TEXT),
        "stylesheet": Field("stylesheet", ModelOf(Stylesheet)),
        "content": Field("content", AnyOf(TEXT, ModelOf(StimulusContent)), True),
        "catalog_info": Field("catalogInfo", ListOf(ModelOf(CatalogInfo))),
        "tool_name": Field("toolName", TEXT),
        "tool_version": Field("toolVersion", TEXT),
        "metadata": Field("metadata", OBJECT),
        "raw_xml": Field("rawXml", TEXT),
        "created_at": Field("createdAt", DATETIME),
        "updated_at": Field("updatedAt", DATETIME),
        "field_v": Field("__v", NUMBER),
    }
    NESTED = {
        "stylesheet": ("stylesheet", Stylesheet),
        "content": ("content", None),
        "catalog_info": ("catalogInfo", CatalogInfo),
    }

    identifier: str
    title: str
    content: str | StimulusContent
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
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, Stimulus)
        value: Any
        data = self._start_dict()
        if (value := self.identifier) is not None or "identifier" in data:
            data["identifier"] = value
        if (value := self.title) is not None or "title" in data:
            data["title"] = value
        if (value := self.label) is not None or "label" in data:
            data["label"] = value
        if (value := self.language) is not None or "language" in data:
            data["language"] = value
        if (value := self.stylesheet) is not None or "stylesheet" in data:
            data["stylesheet"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.content) is not None or "content" in data:
            data["content"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.catalog_info) is not None or "catalogInfo" in data:
            data["catalogInfo"] = list_to_dicts(value)
        if (value := self.tool_name) is not None or "toolName" in data:
            data["toolName"] = value
        if (value := self.tool_version) is not None or "toolVersion" in data:
            data["toolVersion"] = value
        if (value := self.metadata) is not None or "metadata" in data:
            data["metadata"] = value if value is data.get("metadata") else to_json(value)
        if (value := self.raw_xml) is not None or "rawXml" in data:
            data["rawXml"] = value
        if (value := self.created_at) is not None or "createdAt" in data:
            data["createdAt"] = format_datetime(value, data.get("createdAt"))
        if (value := self.updated_at) is not None or "updatedAt" in data:
            data["updatedAt"] = format_datetime(value, data.get("updatedAt"))
        if (value := self.field_v) is not None or "__v" in data:
            data["__v"] = value
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.stylesheet = parse_stylesheet(value) if type(value := data.get("stylesheet")) is dict else value
        self.content = parse_stimulus_content(value, True) if type(value := data.get("content")) is dict else value
        self.catalog_info = parse_list(data.get("catalogInfo"), parse_catalog_info)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Stimulus:
        return parse_stimulus(data)


_UntrackedStimulus = untracked_subclass(Stimulus)


def parse_stimulus(data: Any, deep: bool = False) -> Stimulus:
    instance: Stimulus = new_model(_UntrackedStimulus)
    instance._received = data
    instance._changed = None
    instance.identifier = data.get("identifier")
    instance.title = data.get("title")
    instance.label = data.get("label")
    instance.language = data.get("language")
    instance.tool_name = data.get("toolName")
    instance.tool_version = data.get("toolVersion")
    instance.metadata = data.get("metadata")
    instance.raw_xml = data.get("rawXml")
    instance.created_at = parse_datetime(value) if type(value := data.get("createdAt")) is str else value
    instance.updated_at = parse_datetime(value) if type(value := data.get("updatedAt")) is str else value
    instance.field_v = data.get("__v")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = Stimulus
    return instance
