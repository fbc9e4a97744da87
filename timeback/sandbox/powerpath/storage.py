"""The collections of PowerPath that no OpenAPI document declares."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from timeback.sandbox.operations.objects import owned_collection
from timeback.sandbox.spec.openapi import CollectionSchema

__all__ = [
    "OPERATIONS",
    "PLANS",
    "POWERPATH_COLLECTIONS",
    "PROVIDED",
    "RENDERERS",
    "RESULTS",
    "SESSIONS",
    "SETTINGS",
    "SHEETS",
    "UNLISTED",
]

PLANS: Final = "powerpath.lessonPlans"
OPERATIONS: Final = "powerpath.lessonPlanOperations"
UNLISTED: Final = "powerpath.unlistedLessons"
SESSIONS: Final = "powerpath.screeningSessions"
RESULTS: Final = "powerpath.screeningResults"
RENDERERS: Final = "powerpath.renderConfigs"
PROVIDED: Final = "powerpath.providerResults"
SHEETS: Final = "powerpath.spreadsheets"
SETTINGS: Final = "powerpath.settings"

POWERPATH_COLLECTIONS: Final[Mapping[str, CollectionSchema]] = {
    name: owned_collection(name)
    for name in (PLANS, OPERATIONS, UNLISTED, SESSIONS, RESULTS, RENDERERS, PROVIDED, SHEETS, SETTINGS)
}
"""By name. Each object has the id of its owner in `owner`."""
