"""The student has no test-out of the course."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.powerpath.models.unassigned_test_out_status import (
    UnassignedTestOutStatus,
    as_unassigned_test_out_status,
)
from timeback_runtime.model import Model, copy_payload, enum_to_json, new_model, untracked_subclass
from timeback_runtime.validators import Choice, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class UnassignedTestOut(Model):
    """The student has no test-out of the course.

    Attributes:
        status: Whether a student who has no test-out can start one.
    """

    FIELDS = {"status": Field("status", Choice(UnassignedTestOutStatus), True)}

    status: UnassignedTestOutStatus | str

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, UnassignedTestOut)
        value: Any
        data = self._start_dict()
        if (value := self.status) is not None or "status" in data:
            data["status"] = value if type(value) is str else enum_to_json(value)
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> UnassignedTestOut:
        return parse_unassigned_test_out(data)


_UntrackedUnassignedTestOut = untracked_subclass(UnassignedTestOut)


def parse_unassigned_test_out(data: Any) -> UnassignedTestOut:
    instance: UnassignedTestOut = new_model(_UntrackedUnassignedTestOut)
    instance._received = data
    instance._changed = None
    instance.status = as_unassigned_test_out_status(value, value) if type(value := data.get("status")) is str else value
    instance.__class__ = UnassignedTestOut
    return instance
