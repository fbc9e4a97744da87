from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import BOOLEAN, NUMBER, json_field


class PlacementReset(Model):
    """The objects that were deleted by the reset of a placement.

    Attributes:
        success: Whether the placement was started over.
        placement_results_deleted: Number of results that were deleted.
        onboarding_reset: Whether the student was reset to the start of the subject.
    """

    success: bool = json_field("success", BOOLEAN)
    placement_results_deleted: float = json_field("placementResultsDeleted", NUMBER)
    onboarding_reset: bool = json_field("onboardingReset", BOOLEAN)


parse_placement_reset = PlacementReset._parse
