"""The element qti-test-part."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.qti.models.section_element import SectionElement, parse_section_element
from timeback_api.qti.models.test_part_attributes import TestPartAttributes, parse_test_part_attributes
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
class TestPartElement(Model):
    """The element qti-test-part.

    Attributes:
        field_attributes: Attributes of qti-test-part.
        qti_assessment_section: The sections.
    """

    FIELDS = {
        "field_attributes": Field("_attributes", ModelOf(TestPartAttributes)),
        "qti_assessment_section": Field("qti-assessment-section", ListOf(ModelOf(SectionElement))),
    }
    NESTED = {
        "field_attributes": ("_attributes", TestPartAttributes),
        "qti_assessment_section": ("qti-assessment-section", SectionElement),
    }

    field_attributes: TestPartAttributes | None = None
    qti_assessment_section: list[SectionElement] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, TestPartElement)
        value: Any
        data = self._start_dict()
        if (value := self.field_attributes) is not None or "_attributes" in data:
            data["_attributes"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.qti_assessment_section) is not None or "qti-assessment-section" in data:
            data["qti-assessment-section"] = list_to_dicts(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.field_attributes = (
            parse_test_part_attributes(value) if type(value := data.get("_attributes")) is dict else value
        )
        self.qti_assessment_section = parse_list_deep(data.get("qti-assessment-section"), parse_section_element)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> TestPartElement:
        return parse_test_part_element(data)


_UntrackedTestPartElement = untracked_subclass(TestPartElement)


def parse_test_part_element(data: Any, deep: bool = False) -> TestPartElement:
    instance: TestPartElement = new_model(_UntrackedTestPartElement)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = TestPartElement
    return instance
