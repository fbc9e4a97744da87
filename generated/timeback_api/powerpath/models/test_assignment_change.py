"""What can be changed in a test assignment."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, Text


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class TestAssignmentChange(Model):
    """What can be changed in a test assignment.

    Attributes:
        test_name: New name of the test.
    """
    test_name: str | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, TestAssignmentChange)
        v: Any
        d = self._begin()
        if (v := self.test_name) is not None or "testName" in d:
            d["testName"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> TestAssignmentChange:
        return parse_test_assignment_change(data)


def parse_test_assignment_change(d: dict[str, Any]) -> TestAssignmentChange:
    self: TestAssignmentChange = new(_TestAssignmentChange)
    self._raw = d
    self._changed = None
    self.test_name = d.get("testName")
    self.__class__ = TestAssignmentChange
    return self




_TestAssignmentChange = seed(TestAssignmentChange)
TestAssignmentChange.FIELDS = {
    "test_name": Field("testName", Text(1), True),
}
