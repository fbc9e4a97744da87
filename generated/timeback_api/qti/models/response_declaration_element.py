"""The element qti-response-declaration."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.qti.models.correct_response_element import CorrectResponseElement, parse_correct_response_element
from timeback_api.qti.models.declaration_attributes import DeclarationAttributes, parse_declaration_attributes
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ResponseDeclarationElement(Model):
    """The element qti-response-declaration.

    Attributes:
        field_attributes: Attributes of the declaration of a variable of an item.
        qti_correct_response: The element qti-correct-response.
    """

    FIELDS = {
        "field_attributes": Field("_attributes", ModelOf(DeclarationAttributes)),
        "qti_correct_response": Field("qti-correct-response", ModelOf(CorrectResponseElement)),
    }
    NESTED = {
        "field_attributes": ("_attributes", DeclarationAttributes),
        "qti_correct_response": ("qti-correct-response", CorrectResponseElement),
    }

    field_attributes: DeclarationAttributes | None = None
    qti_correct_response: CorrectResponseElement | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, ResponseDeclarationElement)
        value: Any
        data = self._start_dict()
        if (value := self.field_attributes) is not None or "_attributes" in data:
            data["_attributes"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.qti_correct_response) is not None or "qti-correct-response" in data:
            data["qti-correct-response"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.field_attributes = (
            parse_declaration_attributes(value) if type(value := data.get("_attributes")) is dict else value
        )
        self.qti_correct_response = (
            parse_correct_response_element(value) if type(value := data.get("qti-correct-response")) is dict else value
        )

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ResponseDeclarationElement:
        return parse_response_declaration_element(data)


_UntrackedResponseDeclarationElement = untracked_subclass(ResponseDeclarationElement)


def parse_response_declaration_element(data: Any, deep: bool = False) -> ResponseDeclarationElement:
    instance: ResponseDeclarationElement = new_model(_UntrackedResponseDeclarationElement)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = ResponseDeclarationElement
    return instance
