"""Attributes of the declaration of a variable of an item."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class DeclarationAttributes(Model):
    """Attributes of the declaration of a variable of an item.

    Attributes:
        identifier: Name of the variable.
        cardinality: Cardinality of the variable.
        base_type: Base type of the variable. In the tree of an item it bears its name from the JSON form.
    """
    identifier: str | None = None
    cardinality: str | None = None
    base_type: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, DeclarationAttributes)
        v: Any
        d = self._begin()
        if (v := self.identifier) is not None or "identifier" in d:
            d["identifier"] = v
        if (v := self.cardinality) is not None or "cardinality" in d:
            d["cardinality"] = v
        if (v := self.base_type) is not None or "baseType" in d:
            d["baseType"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> DeclarationAttributes:
        return parse_declaration_attributes(data)


def parse_declaration_attributes(d: dict[str, Any]) -> DeclarationAttributes:
    self: DeclarationAttributes = new(_DeclarationAttributes)
    self._raw = d
    self._changed = None
    self.identifier = d.get("identifier")
    self.cardinality = d.get("cardinality")
    self.base_type = d.get("baseType")
    self.__class__ = DeclarationAttributes
    return self




_DeclarationAttributes = seed(DeclarationAttributes)
DeclarationAttributes.FIELDS = {
    "identifier": Field("identifier", TEXT),
    "cardinality": Field("cardinality", TEXT),
    "base_type": Field("baseType", TEXT),
}
