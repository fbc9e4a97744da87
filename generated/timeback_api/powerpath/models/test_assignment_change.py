"""What can be changed in a test assignment."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import Field, Text


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class TestAssignmentChange(Model):
    """What can be changed in a test assignment.

    Attributes:
        test_name: New name of the test.
    """

    FIELDS = {"test_name": Field("testName", Text(1), True)}

    test_name: str

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, TestAssignmentChange)
        value: Any
        data = self._start_dict()
        if (value := self.test_name) is not None or "testName" in data:
            data["testName"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> TestAssignmentChange:
        return parse_test_assignment_change(data)


_UntrackedTestAssignmentChange = untracked_subclass(TestAssignmentChange)


def parse_test_assignment_change(data: Any) -> TestAssignmentChange:
    instance: TestAssignmentChange = new_model(_UntrackedTestAssignmentChange)
    instance._received = data
    instance._changed = None
    instance.test_name = data.get("testName")
    instance.__class__ = TestAssignmentChange
    return instance
