"""The element qti-outcome-declaration of a test."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import NUMBER, Field, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class TestOutcomeDeclarationElement(Model):
    """The element qti-outcome-declaration of a test.

    Attributes:
        field_attributes: Attributes of the declaration of a variable of a test.
        qti_default_value: The element qti-default-value.
        normal_maximum: Largest value that the variable is expected to have.
        normal_minimum: Smallest value that the variable is expected to have.
    """
    field_attributes: TestDeclarationAttributes | None = None
    qti_default_value: DefaultValueElement | None = None
    normal_maximum: float | None = None
    normal_minimum: float | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, TestOutcomeDeclarationElement)
        v: Any
        d = self._begin()
        if (v := self.field_attributes) is not None or "_attributes" in d:
            d["_attributes"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.qti_default_value) is not None or "qti-default-value" in d:
            d["qti-default-value"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.normal_maximum) is not None or "normal-maximum" in d:
            d["normal-maximum"] = v
        if (v := self.normal_minimum) is not None or "normal-minimum" in d:
            d["normal-minimum"] = v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.field_attributes = parse_test_declaration_attributes(v) if type(v := d.get("_attributes")) is dict else v
        self.qti_default_value = parse_default_value_element(v) if type(v := d.get("qti-default-value")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> TestOutcomeDeclarationElement:
        return parse_test_outcome_declaration_element(data)


def parse_test_outcome_declaration_element(d: dict[str, Any], whole: bool = False) -> TestOutcomeDeclarationElement:
    self: TestOutcomeDeclarationElement = new(_TestOutcomeDeclarationElement)
    self._raw = d
    self._changed = None
    self.normal_maximum = d.get("normal-maximum")
    self.normal_minimum = d.get("normal-minimum")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = TestOutcomeDeclarationElement
    return self


from timeback_api.qti.models.default_value_element import DefaultValueElement, parse_default_value_element  # noqa: E402
from timeback_api.qti.models.test_declaration_attributes import (
    TestDeclarationAttributes, parse_test_declaration_attributes,
)  # noqa: E402

_TestOutcomeDeclarationElement = seed(TestOutcomeDeclarationElement)
TestOutcomeDeclarationElement.FIELDS = {
    "field_attributes": Field("_attributes", One(TestDeclarationAttributes)),
    "qti_default_value": Field("qti-default-value", One(DefaultValueElement)),
    "normal_maximum": Field("normal-maximum", NUMBER),
    "normal_minimum": Field("normal-minimum", NUMBER),
}
TestOutcomeDeclarationElement.INSIDE = {
    "field_attributes": ("_attributes", TestDeclarationAttributes),
    "qti_default_value": ("qti-default-value", DefaultValueElement),
}
