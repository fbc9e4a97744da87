"""How this service reads and writes the store: finding objects by what they name, and collections of its own."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import urlsplit

from timeback._spec.references import Step
from timeback.sandbox.errors import ApiError
from timeback.sandbox.operations.requests import OperationRequest
from timeback.sandbox.spec.comparable import comparable, instant, now, stamp
from timeback.sandbox.spec.filterable import FilterableProperty
from timeback.sandbox.spec.openapi import CollectionSchema
from timeback.sandbox.storage.query import Condition
from timeback.sandbox.storage.store import Store, StoredObject
from timeback_runtime.numbers import loads_exactly

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
    "active_object",
    "as_number",
    "as_timestamp",
    "equality_condition",
    "fetch",
    "find_objects",
    "is_past",
    "mark_deleted",
    "metadata",
    "new_id",
    "origin",
    "reference",
    "referenced_id",
    "required_object",
    "required_parameter",
    "required_user",
    "timestamp",
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

_ALL = 2**31


def _powerpath_entity(name: str) -> CollectionSchema:
    names = {each: FilterableProperty(each, (Step(each),), "text") for each in ("sourcedId", "owner", "status")}
    return CollectionSchema(name, filterable=names, public=set(names), properties=set(names), indexed={"owner"})


POWERPATH_COLLECTIONS: Final[Mapping[str, CollectionSchema]] = {
    name: _powerpath_entity(name)
    for name in (PLANS, OPERATIONS, UNLISTED, SESSIONS, RESULTS, RENDERERS, PROVIDED, SHEETS, SETTINGS)
}
"""What no document names as a collection. Each object says under `owner` whose it is."""


def find_objects(
    store: Store, collection: str, equal: Mapping[str, str], *, deleted: bool = False
) -> list[StoredObject]:
    """The objects whose properties have these values, in the order of creation; without the deleted ones."""
    return fetch(store, collection, equality_condition(store, collection, equal, deleted=deleted))


def equality_condition(store: Store, collection: str, equal: Mapping[str, str], *, deleted: bool = False) -> Condition:
    layout = store.layouts[collection]
    parts: list[str] = []
    values: list[Any] = []
    for name, value in equal.items():
        slot = layout.indexed[name]
        parts.append(f"v.{slot.column} = ?")
        values.append(comparable(slot.property.type, value))
    if not deleted and "status" in layout.indexed:
        parts.append(f"v.{layout.indexed['status'].column} IS NOT 'tobedeleted'")
    return Condition(" AND ".join(parts) or "1", tuple(values))


def fetch(store: Store, collection: str, condition: Condition) -> list[StoredObject]:
    _, texts = store.page(collection, condition, "v.position ASC", _ALL, 0)
    return [loads_exactly(text) for text in texts]


def active_object(store: Store, collection: str, sourced_id: str | None) -> StoredObject | None:
    """An object that is there and not deleted."""
    found = store.get(collection, sourced_id) if sourced_id else None
    return found if found is not None and found.get("status") != "tobedeleted" else None


def required_object(store: Store, collection: str, sourced_id: str, name: str) -> StoredObject:
    """The same, or a 404 that tells which property named it."""
    found = active_object(store, collection, sourced_id)
    if found is None:
        raise ApiError(404, f"{name}: there is no {sourced_id} in {collection}.")
    return found


def required_user(store: Store, sourced_id: str, name: str = "student") -> StoredObject:
    return required_object(store, "users", sourced_id, name)


def mark_deleted(store: Store, collection: str, value: Mapping[str, Any]) -> None:
    store.put(collection, {**value, "status": "tobedeleted"})


def reference(sourced_id: str, kind: str) -> dict[str, str]:
    return {"sourcedId": sourced_id, "type": kind}


def referenced_id(value: Mapping[str, Any], *names: str) -> str | None:
    """The id that an object names under the first of these properties that it has."""
    for name in names:
        target = value.get(name)
        if isinstance(target, dict) and isinstance(target.get("sourcedId"), str):
            return str(target["sourcedId"])
    return None


def metadata(value: Mapping[str, Any] | None) -> dict[str, Any]:
    found = (value or {}).get("metadata")
    return dict(found) if isinstance(found, dict) else {}


def new_id() -> str:
    return str(uuid.uuid4())


def timestamp() -> str:
    return stamp(now())


def is_past(text: Any) -> bool:
    """Whether a date or time lies behind us. A date counts to its end."""
    if not isinstance(text, str):
        return False
    found = instant(text)
    if found is None:
        return False
    if len(text) == 10:
        found += 86_400_000_000
    return found <= (instant(stamp(now())) or 0)


def as_number(value: Any) -> float | None:
    """A number out of metadata, which anybody may have written."""
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def as_timestamp(value: Any) -> str | None:
    """A time out of metadata, in the form in which replies have it."""
    found = instant(value) if isinstance(value, str) else None
    return None if found is None else stamp(datetime.fromtimestamp(found / 1_000_000, UTC))


def required_parameter(request: OperationRequest, name: str) -> str:
    """A query parameter that cannot be left out."""
    value = request.parameter(name)
    if not value:
        raise ApiError(400, f"{name}: the parameter is missing.")
    return value


def origin(request: OperationRequest) -> str:
    """Address of this server."""
    parts = urlsplit(request.url)
    return f"{parts.scheme}://{parts.netloc}"
