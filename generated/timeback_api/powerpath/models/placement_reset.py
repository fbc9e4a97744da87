"""What was deleted when a placement was started over."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import FLAG, NUMBER, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class PlacementReset(Model):
    """What was deleted when a placement was started over.

    Attributes:
        success: Whether the placement was started over.
        placement_results_deleted: Number of results that were deleted.
        onboarding_reset: Whether the student is back at the start of the subject.
    """
    success: bool | None
    placement_results_deleted: float | None
    onboarding_reset: bool | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, PlacementReset)
        v: Any
        d = self._begin()
        if (v := self.success) is not None or "success" in d:
            d["success"] = v
        if (v := self.placement_results_deleted) is not None or "placementResultsDeleted" in d:
            d["placementResultsDeleted"] = v
        if (v := self.onboarding_reset) is not None or "onboardingReset" in d:
            d["onboardingReset"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> PlacementReset:
        return parse_placement_reset(data)


def parse_placement_reset(d: dict[str, Any]) -> PlacementReset:
    self: PlacementReset = new(_PlacementReset)
    self._raw = d
    self._changed = None
    self.success = d.get("success")
    self.placement_results_deleted = d.get("placementResultsDeleted")
    self.onboarding_reset = d.get("onboardingReset")
    self.__class__ = PlacementReset
    return self




_PlacementReset = seed(PlacementReset)
PlacementReset.FIELDS = {
    "success": Field("success", FLAG, True),
    "placement_results_deleted": Field("placementResultsDeleted", NUMBER, True),
    "onboarding_reset": Field("onboardingReset", FLAG, True),
}
