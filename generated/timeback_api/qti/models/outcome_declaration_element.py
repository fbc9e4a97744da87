"""The element qti-outcome-declaration of an item."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.qti.models.declaration_attributes import DeclarationAttributes, parse_declaration_attributes
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class OutcomeDeclarationElement(Model):
    """The element qti-outcome-declaration of an item.

    Attributes:
        field_attributes: Attributes of the declaration of a variable of an item.
    """

    FIELDS = {"field_attributes": Field("_attributes", ModelOf(DeclarationAttributes))}
    NESTED = {"field_attributes": ("_attributes", DeclarationAttributes)}

    field_attributes: DeclarationAttributes | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, OutcomeDeclarationElement)
        value: Any
        data = self._start_dict()
        if (value := self.field_attributes) is not None or "_attributes" in data:
            data["_attributes"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.field_attributes = (
            parse_declaration_attributes(value) if type(value := data.get("_attributes")) is dict else value
        )

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> OutcomeDeclarationElement:
        return parse_outcome_declaration_element(data)


_UntrackedOutcomeDeclarationElement = untracked_subclass(OutcomeDeclarationElement)


def parse_outcome_declaration_element(data: Any, deep: bool = False) -> OutcomeDeclarationElement:
    instance: OutcomeDeclarationElement = new_model(_UntrackedOutcomeDeclarationElement)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = OutcomeDeclarationElement
    return instance
