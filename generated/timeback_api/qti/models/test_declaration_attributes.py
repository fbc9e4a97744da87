"""Attributes of the declaration of a variable of a test."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class TestDeclarationAttributes(Model):
    """Attributes of the declaration of a variable of a test.

    Attributes:
        identifier: Name of the variable.
        cardinality: Cardinality of the variable.
        base_type: Base type of the variable.
    """

    FIELDS = {
        "identifier": Field("identifier", TEXT),
        "cardinality": Field("cardinality", TEXT),
        "base_type": Field("base-type", TEXT),
    }

    identifier: str | None = None
    cardinality: str | None = None
    base_type: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, TestDeclarationAttributes)
        value: Any
        data = self._start_dict()
        if (value := self.identifier) is not None or "identifier" in data:
            data["identifier"] = value
        if (value := self.cardinality) is not None or "cardinality" in data:
            data["cardinality"] = value
        if (value := self.base_type) is not None or "base-type" in data:
            data["base-type"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> TestDeclarationAttributes:
        return parse_test_declaration_attributes(data)


_UntrackedTestDeclarationAttributes = untracked_subclass(TestDeclarationAttributes)


def parse_test_declaration_attributes(data: Any) -> TestDeclarationAttributes:
    instance: TestDeclarationAttributes = new_model(_UntrackedTestDeclarationAttributes)
    instance._received = data
    instance._changed = None
    instance.identifier = data.get("identifier")
    instance.cardinality = data.get("cardinality")
    instance.base_type = data.get("base-type")
    instance.__class__ = TestDeclarationAttributes
    return instance
