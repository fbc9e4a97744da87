"""The test that is assigned in a screening session."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Choice, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ScreeningAssignment(Model):
    """The test that is assigned in a screening session. All parts are null where there is none.

    Attributes:
        assigned_test_key: Key of the test at NWEA.
        status: State of the test.
        nwea_status: State of the test as NWEA reports it.
    """
    assigned_test_key: str | None
    status: ScreeningStatus | str | None
    nwea_status: NweaStatus | str | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, ScreeningAssignment)
        v: Any
        d = self._begin()
        if (v := self.assigned_test_key) is not None or "assignedTestKey" in d:
            d["assignedTestKey"] = v
        if (v := self.status) is not None or "status" in d:
            d["status"] = v
        if (v := self.nwea_status) is not None or "nweaStatus" in d:
            d["nweaStatus"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ScreeningAssignment:
        return parse_screening_assignment(data)


def parse_screening_assignment(d: dict[str, Any]) -> ScreeningAssignment:
    self: ScreeningAssignment = new(_ScreeningAssignment)
    self._raw = d
    self._changed = None
    self.assigned_test_key = d.get("assignedTestKey")
    self.status = as_screening_status(v, v) if type(v := d.get("status")) is str else v
    self.nwea_status = as_nwea_status(v, v) if type(v := d.get("nweaStatus")) is str else v
    self.__class__ = ScreeningAssignment
    return self


from timeback_api.powerpath.models.nwea_status import NweaStatus, as_nwea_status  # noqa: E402
from timeback_api.powerpath.models.screening_status import ScreeningStatus, as_screening_status  # noqa: E402

_ScreeningAssignment = seed(ScreeningAssignment)
ScreeningAssignment.FIELDS = {
    "assigned_test_key": Field("assignedTestKey", TEXT, True),
    "status": Field("status", Choice(ScreeningStatus), True),
    "nwea_status": Field("nweaStatus", Choice(NweaStatus), True),
}
