"""The element qti-outcome-declaration of an item."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class OutcomeDeclarationElement(Model):
    """The element qti-outcome-declaration of an item.

    Attributes:
        field_attributes: Attributes of the declaration of a variable of an item.
    """
    field_attributes: DeclarationAttributes | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, OutcomeDeclarationElement)
        v: Any
        d = self._begin()
        if (v := self.field_attributes) is not None or "_attributes" in d:
            d["_attributes"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.field_attributes = parse_declaration_attributes(v) if type(v := d.get("_attributes")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> OutcomeDeclarationElement:
        return parse_outcome_declaration_element(data)


def parse_outcome_declaration_element(d: dict[str, Any], whole: bool = False) -> OutcomeDeclarationElement:
    self: OutcomeDeclarationElement = new(_OutcomeDeclarationElement)
    self._raw = d
    self._changed = None
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = OutcomeDeclarationElement
    return self


from timeback_api.qti.models.declaration_attributes import DeclarationAttributes, parse_declaration_attributes  # noqa: E402

_OutcomeDeclarationElement = seed(OutcomeDeclarationElement)
OutcomeDeclarationElement.FIELDS = {
    "field_attributes": Field("_attributes", One(DeclarationAttributes)),
}
OutcomeDeclarationElement.INSIDE = {
    "field_attributes": ("_attributes", DeclarationAttributes),
}
