"""The element qti-assessment-stimulus."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.qti.models.catalog_info_element import CatalogInfoElement, parse_catalog_info_element
from timeback_api.qti.models.stimulus_element_attributes import (
    StimulusElementAttributes,
    parse_stimulus_element_attributes,
)
from timeback_api.qti.models.stylesheet_element import StylesheetElement, parse_stylesheet_element
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import OBJECT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class StimulusElement(Model):
    """The element qti-assessment-stimulus.

    Attributes:
        field_attributes: Attributes of qti-assessment-stimulus.
        qti_stimulus_body: The material, in HTML.
        qti_stylesheet: The element qti-stylesheet.
        qti_catalog_info: The element qti-catalog-info.
    """

    FIELDS = {
        "field_attributes": Field("_attributes", ModelOf(StimulusElementAttributes)),
        "qti_stimulus_body": Field("qti-stimulus-body", OBJECT),
        "qti_stylesheet": Field("qti-stylesheet", ModelOf(StylesheetElement)),
        "qti_catalog_info": Field("qti-catalog-info", ModelOf(CatalogInfoElement)),
    }
    NESTED = {
        "field_attributes": ("_attributes", StimulusElementAttributes),
        "qti_stylesheet": ("qti-stylesheet", StylesheetElement),
        "qti_catalog_info": ("qti-catalog-info", CatalogInfoElement),
    }

    field_attributes: StimulusElementAttributes | None = None
    qti_stimulus_body: dict[str, Any] | None = None
    qti_stylesheet: StylesheetElement | None = None
    qti_catalog_info: CatalogInfoElement | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, StimulusElement)
        value: Any
        data = self._start_dict()
        if (value := self.field_attributes) is not None or "_attributes" in data:
            data["_attributes"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.qti_stimulus_body) is not None or "qti-stimulus-body" in data:
            data["qti-stimulus-body"] = value if value is data.get("qti-stimulus-body") else to_json(value)
        if (value := self.qti_stylesheet) is not None or "qti-stylesheet" in data:
            data["qti-stylesheet"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.qti_catalog_info) is not None or "qti-catalog-info" in data:
            data["qti-catalog-info"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.field_attributes = (
            parse_stimulus_element_attributes(value) if type(value := data.get("_attributes")) is dict else value
        )
        self.qti_stylesheet = (
            parse_stylesheet_element(value, True) if type(value := data.get("qti-stylesheet")) is dict else value
        )
        self.qti_catalog_info = (
            parse_catalog_info_element(value, True) if type(value := data.get("qti-catalog-info")) is dict else value
        )

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> StimulusElement:
        return parse_stimulus_element(data)


_UntrackedStimulusElement = untracked_subclass(StimulusElement)


def parse_stimulus_element(data: Any, deep: bool = False) -> StimulusElement:
    instance: StimulusElement = new_model(_UntrackedStimulusElement)
    instance._received = data
    instance._changed = None
    instance.qti_stimulus_body = data.get("qti-stimulus-body")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = StimulusElement
    return instance
