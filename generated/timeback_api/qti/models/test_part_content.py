"""The XML of a test part as a tree."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class TestPartContent(Model):
    """The XML of a test part as a tree.

    Attributes:
        qti_test_part: The element qti-test-part.
    """
    qti_test_part: TestPartElement | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, TestPartContent)
        v: Any
        d = self._begin()
        if (v := self.qti_test_part) is not None or "qti-test-part" in d:
            d["qti-test-part"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.qti_test_part = parse_test_part_element(v, True) if type(v := d.get("qti-test-part")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> TestPartContent:
        return parse_test_part_content(data)


def parse_test_part_content(d: dict[str, Any], whole: bool = False) -> TestPartContent:
    self: TestPartContent = new(_TestPartContent)
    self._raw = d
    self._changed = None
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = TestPartContent
    return self


from timeback_api.qti.models.test_part_element import TestPartElement, parse_test_part_element  # noqa: E402

_TestPartContent = seed(TestPartContent)
TestPartContent.FIELDS = {
    "qti_test_part": Field("qti-test-part", One(TestPartElement)),
}
TestPartContent.INSIDE = {
    "qti_test_part": ("qti-test-part", TestPartElement),
}
