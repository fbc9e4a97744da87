"""The element qti-stylesheet."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.qti.models.stylesheet import Stylesheet, parse_stylesheet
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class StylesheetElement(Model):
    """The element qti-stylesheet.

    Attributes:
        field_attributes: A style sheet.
    """

    FIELDS = {"field_attributes": Field("_attributes", ModelOf(Stylesheet))}
    NESTED = {"field_attributes": ("_attributes", Stylesheet)}

    field_attributes: Stylesheet | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, StylesheetElement)
        value: Any
        data = self._start_dict()
        if (value := self.field_attributes) is not None or "_attributes" in data:
            data["_attributes"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.field_attributes = parse_stylesheet(value) if type(value := data.get("_attributes")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> StylesheetElement:
        return parse_stylesheet_element(data)


_UntrackedStylesheetElement = untracked_subclass(StylesheetElement)


def parse_stylesheet_element(data: Any, deep: bool = False) -> StylesheetElement:
    instance: StylesheetElement = new_model(_UntrackedStylesheetElement)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = StylesheetElement
    return instance
