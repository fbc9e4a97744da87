"""The student has no test-out of the course."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Choice, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class UnassignedTestOut(Model):
    """The student has no test-out of the course.

    Attributes:
        status: Whether a student who has no test-out may start one.
    """
    status: UnassignedTestOutStatus | str | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, UnassignedTestOut)
        v: Any
        d = self._begin()
        if (v := self.status) is not None or "status" in d:
            d["status"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> UnassignedTestOut:
        return parse_unassigned_test_out(data)


def parse_unassigned_test_out(d: dict[str, Any]) -> UnassignedTestOut:
    self: UnassignedTestOut = new(_UnassignedTestOut)
    self._raw = d
    self._changed = None
    self.status = as_unassigned_test_out_status(v, v) if type(v := d.get("status")) is str else v
    self.__class__ = UnassignedTestOut
    return self


from timeback_api.powerpath.models.unassigned_test_out_status import (
    UnassignedTestOutStatus, as_unassigned_test_out_status,
)  # noqa: E402

_UnassignedTestOut = seed(UnassignedTestOut)
UnassignedTestOut.FIELDS = {
    "status": Field("status", Choice(UnassignedTestOutStatus), True),
}
