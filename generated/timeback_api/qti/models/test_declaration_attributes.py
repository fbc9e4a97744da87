"""Attributes of the declaration of a variable of a test."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class TestDeclarationAttributes(Model):
    """Attributes of the declaration of a variable of a test.

    Attributes:
        identifier: Name of the variable.
        cardinality: Cardinality of the variable.
        base_type: Base type of the variable.
    """
    identifier: str | None = None
    cardinality: str | None = None
    base_type: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, TestDeclarationAttributes)
        v: Any
        d = self._begin()
        if (v := self.identifier) is not None or "identifier" in d:
            d["identifier"] = v
        if (v := self.cardinality) is not None or "cardinality" in d:
            d["cardinality"] = v
        if (v := self.base_type) is not None or "base-type" in d:
            d["base-type"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> TestDeclarationAttributes:
        return parse_test_declaration_attributes(data)


def parse_test_declaration_attributes(d: dict[str, Any]) -> TestDeclarationAttributes:
    self: TestDeclarationAttributes = new(_TestDeclarationAttributes)
    self._raw = d
    self._changed = None
    self.identifier = d.get("identifier")
    self.cardinality = d.get("cardinality")
    self.base_type = d.get("base-type")
    self.__class__ = TestDeclarationAttributes
    return self




_TestDeclarationAttributes = seed(TestDeclarationAttributes)
TestDeclarationAttributes.FIELDS = {
    "identifier": Field("identifier", TEXT),
    "cardinality": Field("cardinality", TEXT),
    "base_type": Field("base-type", TEXT),
}
