"""The student has no test-out of the course."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api._core.checks import Choice, Field
from timeback_api._core.model import Model, new


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class UnassignedTestOut(Model):
    """The student has no test-out of the course.

    Attributes:
        status: Whether a student who has no test-out may start one.
    """
    status: UnassignedTestOutStatus | str | None

    def to_dict(self) -> dict[str, Any]:
        v: Any
        d = came.copy() if type(came := self._raw) is dict else self._begin()
        if (v := self.status) is not None or "status" in d:
            d["status"] = v
        return d if type(came) is dict else self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> UnassignedTestOut:
        return parse_unassigned_test_out(data)


def parse_unassigned_test_out(d: dict[str, Any]) -> UnassignedTestOut:
    self: UnassignedTestOut = new(UnassignedTestOut)
    self._raw = d  # type: ignore[misc]  # a slot of the base class
    self.status = as_unassigned_test_out_status(v, v) if type(v := d.get("status")) is str else v
    return self


from timeback_api.powerpath.models.unassigned_test_out_status import (
    UnassignedTestOutStatus, as_unassigned_test_out_status,
)  # noqa: E402

UnassignedTestOut.FIELDS = {
    "status": Field("status", Choice(UnassignedTestOutStatus), True),
}
