"""The test that is assigned in a screening session."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.powerpath.models.nwea_status import NweaStatus, as_nwea_status
from timeback_api.powerpath.models.screening_status import ScreeningStatus, as_screening_status
from timeback_runtime.model import Model, copy_payload, enum_to_json, new_model, untracked_subclass
from timeback_runtime.validators import TEXT, Choice, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ScreeningAssignment(Model):
    """The test that is assigned in a screening session. All parts are null if there is none.

    Attributes:
        assigned_test_key: Key of the test at NWEA.
        status: State of the test.
        nwea_status: State of the test as NWEA reports it.
    """

    FIELDS = {
        "assigned_test_key": Field("assignedTestKey", TEXT, True),
        "status": Field("status", Choice(ScreeningStatus), True),
        "nwea_status": Field("nweaStatus", Choice(NweaStatus), True),
    }

    assigned_test_key: str | None
    status: ScreeningStatus | str | None
    nwea_status: NweaStatus | str | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, ScreeningAssignment)
        value: Any
        data = self._start_dict()
        if (value := self.assigned_test_key) is not None or "assignedTestKey" in data:
            data["assignedTestKey"] = value
        if (value := self.status) is not None or "status" in data:
            data["status"] = value if type(value) is str else enum_to_json(value)
        if (value := self.nwea_status) is not None or "nweaStatus" in data:
            data["nweaStatus"] = value if type(value) is str else enum_to_json(value)
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ScreeningAssignment:
        return parse_screening_assignment(data)


_UntrackedScreeningAssignment = untracked_subclass(ScreeningAssignment)


def parse_screening_assignment(data: Any) -> ScreeningAssignment:
    instance: ScreeningAssignment = new_model(_UntrackedScreeningAssignment)
    instance._received = data
    instance._changed = None
    instance.assigned_test_key = data.get("assignedTestKey")
    instance.status = as_screening_status(value, value) if type(value := data.get("status")) is str else value
    instance.nwea_status = as_nwea_status(value, value) if type(value := data.get("nweaStatus")) is str else value
    instance.__class__ = ScreeningAssignment
    return instance
