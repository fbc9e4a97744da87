"""The objects that were deleted by the reset of a placement."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import BOOLEAN, NUMBER, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class PlacementReset(Model):
    """The objects that were deleted by the reset of a placement.

    Attributes:
        success: Whether the placement was started over.
        placement_results_deleted: Number of results that were deleted.
        onboarding_reset: Whether the student was reset to the start of the subject.
    """

    FIELDS = {
        "success": Field("success", BOOLEAN, True),
        "placement_results_deleted": Field("placementResultsDeleted", NUMBER, True),
        "onboarding_reset": Field("onboardingReset", BOOLEAN, True),
    }

    success: bool
    placement_results_deleted: float
    onboarding_reset: bool

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, PlacementReset)
        value: Any
        data = self._start_dict()
        if (value := self.success) is not None or "success" in data:
            data["success"] = value
        if (value := self.placement_results_deleted) is not None or "placementResultsDeleted" in data:
            data["placementResultsDeleted"] = value
        if (value := self.onboarding_reset) is not None or "onboardingReset" in data:
            data["onboardingReset"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> PlacementReset:
        return parse_placement_reset(data)


_UntrackedPlacementReset = untracked_subclass(PlacementReset)


def parse_placement_reset(data: Any) -> PlacementReset:
    instance: PlacementReset = new_model(_UntrackedPlacementReset)
    instance._received = data
    instance._changed = None
    instance.success = data.get("success")
    instance.placement_results_deleted = data.get("placementResultsDeleted")
    instance.onboarding_reset = data.get("onboardingReset")
    instance.__class__ = PlacementReset
    return instance
