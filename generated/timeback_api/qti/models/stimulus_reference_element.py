"""The element qti-assessment-stimulus-ref."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.qti.models.stimulus_reference import StimulusReference, parse_stimulus_reference
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class StimulusReferenceElement(Model):
    """The element qti-assessment-stimulus-ref.

    Attributes:
        field_attributes: Names a stimulus that an item needs.
    """

    FIELDS = {"field_attributes": Field("_attributes", ModelOf(StimulusReference))}
    NESTED = {"field_attributes": ("_attributes", StimulusReference)}

    field_attributes: StimulusReference | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, StimulusReferenceElement)
        value: Any
        data = self._start_dict()
        if (value := self.field_attributes) is not None or "_attributes" in data:
            data["_attributes"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.field_attributes = (
            parse_stimulus_reference(value) if type(value := data.get("_attributes")) is dict else value
        )

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> StimulusReferenceElement:
        return parse_stimulus_reference_element(data)


_UntrackedStimulusReferenceElement = untracked_subclass(StimulusReferenceElement)


def parse_stimulus_reference_element(data: Any, deep: bool = False) -> StimulusReferenceElement:
    instance: StimulusReferenceElement = new_model(_UntrackedStimulusReferenceElement)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = StimulusReferenceElement
    return instance
