"""Additional key and value pairs of activity metrics."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import NUMBER, Bounded, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ActivityProgress(Model):
    """Additional key and value pairs of activity metrics.

    Attributes:
        pct_complete_app: How much of the course in the application is complete, in percent.
    """

    FIELDS = {"pct_complete_app": Field("pctCompleteApp", Bounded(NUMBER, 0, 100))}

    pct_complete_app: float | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, ActivityProgress)
        value: Any
        data = self._start_dict()
        if (value := self.pct_complete_app) is not None or "pctCompleteApp" in data:
            data["pctCompleteApp"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ActivityProgress:
        return parse_activity_progress(data)


_UntrackedActivityProgress = untracked_subclass(ActivityProgress)


def parse_activity_progress(data: Any) -> ActivityProgress:
    instance: ActivityProgress = new_model(_UntrackedActivityProgress)
    instance._received = data
    instance._changed = None
    instance.pct_complete_app = data.get("pctCompleteApp")
    instance.__class__ = ActivityProgress
    return instance
