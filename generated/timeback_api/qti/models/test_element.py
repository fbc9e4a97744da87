"""The element qti-assessment-test."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.qti.models.test_element_attributes import TestElementAttributes, parse_test_element_attributes
from timeback_api.qti.models.test_outcome_declaration_element import (
    TestOutcomeDeclarationElement,
    parse_test_outcome_declaration_element,
)
from timeback_api.qti.models.test_part_element import TestPartElement, parse_test_part_element
from timeback_runtime.model import (
    Model,
    copy_payload,
    list_to_dicts,
    new_model,
    parse_list_deep,
    to_json,
    untracked_subclass,
)
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class TestElement(Model):
    """The element qti-assessment-test.

    Attributes:
        field_attributes: Attributes of qti-assessment-test.
        qti_outcome_declaration: The declared outcome variables.
        qti_test_part: The parts.
    """

    FIELDS = {
        "field_attributes": Field("_attributes", ModelOf(TestElementAttributes)),
        "qti_outcome_declaration": Field("qti-outcome-declaration", ListOf(ModelOf(TestOutcomeDeclarationElement))),
        "qti_test_part": Field("qti-test-part", ListOf(ModelOf(TestPartElement))),
    }
    NESTED = {
        "field_attributes": ("_attributes", TestElementAttributes),
        "qti_outcome_declaration": ("qti-outcome-declaration", TestOutcomeDeclarationElement),
        "qti_test_part": ("qti-test-part", TestPartElement),
    }

    field_attributes: TestElementAttributes | None = None
    qti_outcome_declaration: list[TestOutcomeDeclarationElement] | None = None
    qti_test_part: list[TestPartElement] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, TestElement)
        value: Any
        data = self._start_dict()
        if (value := self.field_attributes) is not None or "_attributes" in data:
            data["_attributes"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.qti_outcome_declaration) is not None or "qti-outcome-declaration" in data:
            data["qti-outcome-declaration"] = list_to_dicts(value)
        if (value := self.qti_test_part) is not None or "qti-test-part" in data:
            data["qti-test-part"] = list_to_dicts(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.field_attributes = (
            parse_test_element_attributes(value) if type(value := data.get("_attributes")) is dict else value
        )
        self.qti_outcome_declaration = parse_list_deep(
            data.get("qti-outcome-declaration"), parse_test_outcome_declaration_element
        )
        self.qti_test_part = parse_list_deep(data.get("qti-test-part"), parse_test_part_element)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> TestElement:
        return parse_test_element(data)


_UntrackedTestElement = untracked_subclass(TestElement)


def parse_test_element(data: Any, deep: bool = False) -> TestElement:
    instance: TestElement = new_model(_UntrackedTestElement)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = TestElement
    return instance
