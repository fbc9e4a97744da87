"""The collections and settings of EduBridge, and errors with a status that the document declares."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from timeback.sandbox.errors import ApiError
from timeback.sandbox.operations.objects import owned_collection
from timeback.sandbox.operations.requests import OperationRequest
from timeback.sandbox.spec.comparable import now
from timeback.sandbox.spec.openapi import CollectionSchema
from timeback.sandbox.spec.validation import refuse
from timeback.sandbox.storage.store import Store, StoredObject

__all__ = [
    "APPLICATIONS",
    "EDUBRIDGE_COLLECTIONS",
    "GRADES",
    "MAP_REPORTS",
    "METRICS",
    "TRACKS",
    "change_settings",
    "invalid",
    "settings",
    "today",
]

APPLICATIONS: Final = "edubridge.applications"
METRICS: Final = "edubridge.applicationMetrics"
TRACKS: Final = "edubridge.subjectTracks"
MAP_REPORTS: Final = "edubridge.mapReports"
GRADES: Final = "edubridge.masteredGrades"
_SETTINGS: Final = "edubridge.settings"
_ID: Final = "settings"

EDUBRIDGE_COLLECTIONS: Final[Mapping[str, CollectionSchema]] = {
    name: owned_collection(name) for name in (APPLICATIONS, METRICS, TRACKS, MAP_REPORTS, GRADES, _SETTINGS)
}
"""Collections that no OpenAPI document declares."""


def settings(store: Store) -> StoredObject:
    return store.get(_SETTINGS, _ID) or {}


def change_settings(store: Store, **changes: Any) -> None:
    with store.transaction():
        store.put(_SETTINGS, {**settings(store), **changes, "sourcedId": _ID})


def today(store: Store) -> date:
    """The day that counts as today: the one that a test has set, or that of the clock in UTC."""
    chosen = settings(store).get("today")
    return date.fromisoformat(chosen) if isinstance(chosen, str) else now().date()


def invalid(request: OperationRequest, place: str, problem: str) -> ApiError:
    """An error for an invalid value: 422, or 400 if the document declares no 422 for the operation."""
    if "422" in request.operation.declared["responses"]:
        return refuse([(place, problem)])
    return ApiError(400, f"{place}: {problem}.")
