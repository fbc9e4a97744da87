"""The element qti-test-part."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, Many, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class TestPartElement(Model):
    """The element qti-test-part.

    Attributes:
        field_attributes: Attributes of qti-test-part.
        qti_assessment_section: The sections.
    """
    field_attributes: TestPartAttributes | None = None
    qti_assessment_section: list[SectionElement] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, TestPartElement)
        v: Any
        d = self._begin()
        if (v := self.field_attributes) is not None or "_attributes" in d:
            d["_attributes"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.qti_assessment_section) is not None or "qti-assessment-section" in d:
            d["qti-assessment-section"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.field_attributes = parse_test_part_attributes(v) if type(v := d.get("_attributes")) is dict else v
        self.qti_assessment_section = ([parse_section_element(i, True) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("qti-assessment-section")) is list else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> TestPartElement:
        return parse_test_part_element(data)


def parse_test_part_element(d: dict[str, Any], whole: bool = False) -> TestPartElement:
    self: TestPartElement = new(_TestPartElement)
    self._raw = d
    self._changed = None
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = TestPartElement
    return self


from timeback_api.qti.models.section_element import SectionElement, parse_section_element  # noqa: E402
from timeback_api.qti.models.test_part_attributes import TestPartAttributes, parse_test_part_attributes  # noqa: E402

_TestPartElement = seed(TestPartElement)
TestPartElement.FIELDS = {
    "field_attributes": Field("_attributes", One(TestPartAttributes)),
    "qti_assessment_section": Field("qti-assessment-section", Many(One(SectionElement))),
}
TestPartElement.INSIDE = {
    "field_attributes": ("_attributes", TestPartAttributes),
    "qti_assessment_section": ("qti-assessment-section", SectionElement),
}
