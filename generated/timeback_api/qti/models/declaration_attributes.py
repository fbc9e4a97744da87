"""Attributes of the declaration of a variable of an item."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class DeclarationAttributes(Model):
    """Attributes of the declaration of a variable of an item.

    Attributes:
        identifier: Name of the variable.
        cardinality: Cardinality of the variable.
        base_type: Base type of the variable. In the tree of an item its name is that of the JSON form.
    """

    FIELDS = {
        "identifier": Field("identifier", TEXT),
        "cardinality": Field("cardinality", TEXT),
        "base_type": Field("baseType", TEXT),
    }

    identifier: str | None = None
    cardinality: str | None = None
    base_type: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, DeclarationAttributes)
        value: Any
        data = self._start_dict()
        if (value := self.identifier) is not None or "identifier" in data:
            data["identifier"] = value
        if (value := self.cardinality) is not None or "cardinality" in data:
            data["cardinality"] = value
        if (value := self.base_type) is not None or "baseType" in data:
            data["baseType"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> DeclarationAttributes:
        return parse_declaration_attributes(data)


_UntrackedDeclarationAttributes = untracked_subclass(DeclarationAttributes)


def parse_declaration_attributes(data: Any) -> DeclarationAttributes:
    instance: DeclarationAttributes = new_model(_UntrackedDeclarationAttributes)
    instance._received = data
    instance._changed = None
    instance.identifier = data.get("identifier")
    instance.cardinality = data.get("cardinality")
    instance.base_type = data.get("baseType")
    instance.__class__ = DeclarationAttributes
    return instance
