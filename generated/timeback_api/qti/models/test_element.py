"""The element qti-assessment-test."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, Many, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class TestElement(Model):
    """The element qti-assessment-test.

    Attributes:
        field_attributes: Attributes of qti-assessment-test.
        qti_outcome_declaration: The declared outcome variables.
        qti_test_part: The parts.
    """
    field_attributes: TestElementAttributes | None = None
    qti_outcome_declaration: list[TestOutcomeDeclarationElement] | None = None
    qti_test_part: list[TestPartElement] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, TestElement)
        v: Any
        d = self._begin()
        if (v := self.field_attributes) is not None or "_attributes" in d:
            d["_attributes"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.qti_outcome_declaration) is not None or "qti-outcome-declaration" in d:
            d["qti-outcome-declaration"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        if (v := self.qti_test_part) is not None or "qti-test-part" in d:
            d["qti-test-part"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.field_attributes = parse_test_element_attributes(v) if type(v := d.get("_attributes")) is dict else v
        self.qti_outcome_declaration = ([parse_test_outcome_declaration_element(i, True) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("qti-outcome-declaration")) is list else v
        self.qti_test_part = ([parse_test_part_element(i, True) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("qti-test-part")) is list else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> TestElement:
        return parse_test_element(data)


def parse_test_element(d: dict[str, Any], whole: bool = False) -> TestElement:
    self: TestElement = new(_TestElement)
    self._raw = d
    self._changed = None
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = TestElement
    return self


from timeback_api.qti.models.test_element_attributes import TestElementAttributes, parse_test_element_attributes  # noqa: E402
from timeback_api.qti.models.test_outcome_declaration_element import (
    TestOutcomeDeclarationElement, parse_test_outcome_declaration_element,
)  # noqa: E402
from timeback_api.qti.models.test_part_element import TestPartElement, parse_test_part_element  # noqa: E402

_TestElement = seed(TestElement)
TestElement.FIELDS = {
    "field_attributes": Field("_attributes", One(TestElementAttributes)),
    "qti_outcome_declaration": Field("qti-outcome-declaration", Many(One(TestOutcomeDeclarationElement))),
    "qti_test_part": Field("qti-test-part", Many(One(TestPartElement))),
}
TestElement.INSIDE = {
    "field_attributes": ("_attributes", TestElementAttributes),
    "qti_outcome_declaration": ("qti-outcome-declaration", TestOutcomeDeclarationElement),
    "qti_test_part": ("qti-test-part", TestPartElement),
}
