"""The element qti-outcome-declaration of a test."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.qti.models.default_value_element import DefaultValueElement, parse_default_value_element
from timeback_api.qti.models.test_declaration_attributes import (
    TestDeclarationAttributes,
    parse_test_declaration_attributes,
)
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import NUMBER, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class TestOutcomeDeclarationElement(Model):
    """The element qti-outcome-declaration of a test.

    Attributes:
        field_attributes: Attributes of the declaration of a variable of a test.
        qti_default_value: The element qti-default-value.
        normal_maximum: Largest expected value of the variable.
        normal_minimum: Smallest expected value of the variable.
    """

    FIELDS = {
        "field_attributes": Field("_attributes", ModelOf(TestDeclarationAttributes)),
        "qti_default_value": Field("qti-default-value", ModelOf(DefaultValueElement)),
        "normal_maximum": Field("normal-maximum", NUMBER),
        "normal_minimum": Field("normal-minimum", NUMBER),
    }
    NESTED = {
        "field_attributes": ("_attributes", TestDeclarationAttributes),
        "qti_default_value": ("qti-default-value", DefaultValueElement),
    }

    field_attributes: TestDeclarationAttributes | None = None
    qti_default_value: DefaultValueElement | None = None
    normal_maximum: float | None = None
    normal_minimum: float | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, TestOutcomeDeclarationElement)
        value: Any
        data = self._start_dict()
        if (value := self.field_attributes) is not None or "_attributes" in data:
            data["_attributes"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.qti_default_value) is not None or "qti-default-value" in data:
            data["qti-default-value"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.normal_maximum) is not None or "normal-maximum" in data:
            data["normal-maximum"] = value
        if (value := self.normal_minimum) is not None or "normal-minimum" in data:
            data["normal-minimum"] = value
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.field_attributes = (
            parse_test_declaration_attributes(value) if type(value := data.get("_attributes")) is dict else value
        )
        self.qti_default_value = (
            parse_default_value_element(value) if type(value := data.get("qti-default-value")) is dict else value
        )

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> TestOutcomeDeclarationElement:
        return parse_test_outcome_declaration_element(data)


_UntrackedTestOutcomeDeclarationElement = untracked_subclass(TestOutcomeDeclarationElement)


def parse_test_outcome_declaration_element(data: Any, deep: bool = False) -> TestOutcomeDeclarationElement:
    instance: TestOutcomeDeclarationElement = new_model(_UntrackedTestOutcomeDeclarationElement)
    instance._received = data
    instance._changed = None
    instance.normal_maximum = data.get("normal-maximum")
    instance.normal_minimum = data.get("normal-minimum")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = TestOutcomeDeclarationElement
    return instance
