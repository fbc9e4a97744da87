"""The document of a test as a tree."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class TestContent(Model):
    """The document of a test as a tree.

    Attributes:
        qti_assessment_test: The element qti-assessment-test.
    """
    qti_assessment_test: TestElement | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, TestContent)
        v: Any
        d = self._begin()
        if (v := self.qti_assessment_test) is not None or "qti-assessment-test" in d:
            d["qti-assessment-test"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.qti_assessment_test = parse_test_element(v, True) if type(v := d.get("qti-assessment-test")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> TestContent:
        return parse_test_content(data)


def parse_test_content(d: dict[str, Any], whole: bool = False) -> TestContent:
    self: TestContent = new(_TestContent)
    self._raw = d
    self._changed = None
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = TestContent
    return self


from timeback_api.qti.models.test_element import TestElement, parse_test_element  # noqa: E402

_TestContent = seed(TestContent)
TestContent.FIELDS = {
    "qti_assessment_test": Field("qti-assessment-test", One(TestElement)),
}
TestContent.INSIDE = {
    "qti_assessment_test": ("qti-assessment-test", TestElement),
}
