"""The element qti-response-declaration."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ResponseDeclarationElement(Model):
    """The element qti-response-declaration.

    Attributes:
        field_attributes: Attributes of the declaration of a variable of an item.
        qti_correct_response: The element qti-correct-response.
    """
    field_attributes: DeclarationAttributes | None = None
    qti_correct_response: CorrectResponseElement | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, ResponseDeclarationElement)
        v: Any
        d = self._begin()
        if (v := self.field_attributes) is not None or "_attributes" in d:
            d["_attributes"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.qti_correct_response) is not None or "qti-correct-response" in d:
            d["qti-correct-response"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.field_attributes = parse_declaration_attributes(v) if type(v := d.get("_attributes")) is dict else v
        self.qti_correct_response = parse_correct_response_element(v) if type(v := d.get("qti-correct-response")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ResponseDeclarationElement:
        return parse_response_declaration_element(data)


def parse_response_declaration_element(d: dict[str, Any], whole: bool = False) -> ResponseDeclarationElement:
    self: ResponseDeclarationElement = new(_ResponseDeclarationElement)
    self._raw = d
    self._changed = None
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = ResponseDeclarationElement
    return self


from timeback_api.qti.models.correct_response_element import CorrectResponseElement, parse_correct_response_element  # noqa: E402
from timeback_api.qti.models.declaration_attributes import DeclarationAttributes, parse_declaration_attributes  # noqa: E402

_ResponseDeclarationElement = seed(ResponseDeclarationElement)
ResponseDeclarationElement.FIELDS = {
    "field_attributes": Field("_attributes", One(DeclarationAttributes)),
    "qti_correct_response": Field("qti-correct-response", One(CorrectResponseElement)),
}
ResponseDeclarationElement.INSIDE = {
    "field_attributes": ("_attributes", DeclarationAttributes),
    "qti_correct_response": ("qti-correct-response", CorrectResponseElement),
}
