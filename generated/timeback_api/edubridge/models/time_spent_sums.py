"""The time of a student, summed up."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import NUMBER, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class TimeSpentSums(Model):
    """The time of a student, summed up.

    Attributes:
        active_seconds: Seconds of work.
        inactive_seconds: Seconds without work.
        waste_seconds: Seconds of wasted time.
    """

    FIELDS = {
        "active_seconds": Field("activeSeconds", NUMBER, True),
        "inactive_seconds": Field("inactiveSeconds", NUMBER, True),
        "waste_seconds": Field("wasteSeconds", NUMBER, True),
    }

    active_seconds: float
    inactive_seconds: float
    waste_seconds: float

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, TimeSpentSums)
        value: Any
        data = self._start_dict()
        if (value := self.active_seconds) is not None or "activeSeconds" in data:
            data["activeSeconds"] = value
        if (value := self.inactive_seconds) is not None or "inactiveSeconds" in data:
            data["inactiveSeconds"] = value
        if (value := self.waste_seconds) is not None or "wasteSeconds" in data:
            data["wasteSeconds"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> TimeSpentSums:
        return parse_time_spent_sums(data)


_UntrackedTimeSpentSums = untracked_subclass(TimeSpentSums)


def parse_time_spent_sums(data: Any) -> TimeSpentSums:
    instance: TimeSpentSums = new_model(_UntrackedTimeSpentSums)
    instance._received = data
    instance._changed = None
    instance.active_seconds = data.get("activeSeconds")
    instance.inactive_seconds = data.get("inactiveSeconds")
    instance.waste_seconds = data.get("wasteSeconds")
    instance.__class__ = TimeSpentSums
    return instance
