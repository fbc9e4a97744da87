from __future__ import annotations

import datetime
from typing import Any

from timeback_api.qti.models.catalog_info import CatalogInfo
from timeback_api.qti.models.stimulus_content import StimulusContent
from timeback_api.qti.models.stylesheet import Stylesheet
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import DATETIME, NUMBER, OBJECT, TEXT, AnyOf, ListOf, json_field


class Stimulus(Model):
    """Material that items refer to, such as a passage to read. The server adds the QTI document, as text and as a tree,
    and the times.

    Attributes:
        identifier: Identifier of the stimulus, chosen by its author and unique among stimuli.
        title: Title of the stimulus.
        label: Short name for authors.
        language: Language of the text, such as en or es.
        stylesheet: A style sheet.
        content: HTML of the material in requests. In replies it is the QTI document as a tree.
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

    identifier: str = json_field("identifier", TEXT)
    title: str = json_field("title", TEXT)
    label: str | None = json_field("label", TEXT, default=None)
    language: str | None = json_field("language", TEXT, default=None)
    stylesheet: Stylesheet | None = json_field("stylesheet", ModelOf(Stylesheet), default=None)
    content: str | StimulusContent = json_field("content", AnyOf(TEXT, ModelOf(StimulusContent)))
    catalog_info: list[CatalogInfo] | None = json_field("catalogInfo", ListOf(ModelOf(CatalogInfo)), default=None)
    tool_name: str | None = json_field("toolName", TEXT, default=None)
    tool_version: str | None = json_field("toolVersion", TEXT, default=None)
    metadata: dict[str, Any] | None = json_field("metadata", OBJECT, default=None)
    raw_xml: str | None = json_field("rawXml", TEXT, default=None)
    created_at: datetime.datetime | None = json_field("createdAt", DATETIME, default=None)
    updated_at: datetime.datetime | None = json_field("updatedAt", DATETIME, default=None)
    field_v: float | None = json_field("__v", NUMBER, default=None)


parse_stimulus = Stimulus._parse
