"""How this service reads and writes the store: finding objects by what they name, and collections of its own."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import urlsplit

from timeback.sandbox.errors import ApiError
from timeback.sandbox.operations.requests import Call
from timeback.sandbox.spec.comparable import comparable, instant, now, stamp
from timeback.sandbox.spec.openapi import Entity
from timeback.sandbox.spec.schemas import Facet, Step
from timeback.sandbox.storage.query import Condition
from timeback.sandbox.storage.store import Object, Store
from timeback_runtime.numbers import loads_exactly

__all__ = [
    "OPERATIONS",
    "OWN_COLLECTIONS",
    "PLANS",
    "PROVIDED",
    "RENDERERS",
    "RESULTS",
    "SESSIONS",
    "SETTINGS",
    "SHEETS",
    "UNLISTED",
    "alive",
    "conditions",
    "date",
    "existing",
    "find",
    "metadata",
    "moment",
    "named",
    "needed",
    "new_id",
    "number",
    "origin",
    "past",
    "reference",
    "remove",
    "select",
    "student",
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


def _own(name: str) -> Entity:
    facets = {each: Facet(each, (Step(each),), "text") for each in ("sourcedId", "owner", "status")}
    return Entity(name, facets=facets, public=set(facets), properties=set(facets), keys={"owner"})


OWN_COLLECTIONS: Final[Mapping[str, Entity]] = {
    name: _own(name) for name in (PLANS, OPERATIONS, UNLISTED, SESSIONS, RESULTS, RENDERERS, PROVIDED, SHEETS, SETTINGS)
}
"""What no document names as a collection. Each object says under `owner` whose it is."""


def find(store: Store, collection: str, equal: Mapping[str, str], *, deleted: bool = False) -> list[Object]:
    """The objects whose properties have these values, in the order of creation; without the deleted ones."""
    return select(store, collection, conditions(store, collection, equal, deleted=deleted))


def conditions(store: Store, collection: str, equal: Mapping[str, str], *, deleted: bool = False) -> Condition:
    layout = store.layouts[collection]
    parts: list[str] = []
    values: list[Any] = []
    for name, value in equal.items():
        slot = layout.slots[name]
        parts.append(f"v.{slot.column} = ?")
        values.append(comparable(slot.facet.kind, value))
    if not deleted and "status" in layout.slots:
        parts.append(f"v.{layout.slots['status'].column} IS NOT 'tobedeleted'")
    return Condition(" AND ".join(parts) or "1", tuple(values))


def select(store: Store, collection: str, condition: Condition) -> list[Object]:
    _, texts = store.page(collection, condition, "v.position ASC", _ALL, 0)
    return [loads_exactly(text) for text in texts]


def alive(store: Store, collection: str, sourced_id: str | None) -> Object | None:
    """An object that is there and not deleted."""
    found = store.get(collection, sourced_id) if sourced_id else None
    return found if found is not None and found.get("status") != "tobedeleted" else None


def existing(store: Store, collection: str, sourced_id: str, name: str) -> Object:
    """The same, or a 404 that tells which property named it."""
    found = alive(store, collection, sourced_id)
    if found is None:
        raise ApiError(404, f"{name}: there is no {sourced_id} in {collection}.")
    return found


def student(store: Store, sourced_id: str, name: str = "student") -> Object:
    return existing(store, "users", sourced_id, name)


def remove(store: Store, collection: str, value: Mapping[str, Any]) -> None:
    store.put(collection, {**value, "status": "tobedeleted"})


def reference(sourced_id: str, kind: str) -> dict[str, str]:
    return {"sourcedId": sourced_id, "type": kind}


def named(value: Mapping[str, Any], *names: str) -> str | None:
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


def moment() -> str:
    return stamp(now())


def past(text: Any) -> bool:
    """Whether a date or time lies behind us. A date counts to its end."""
    if not isinstance(text, str):
        return False
    found = instant(text)
    if found is None:
        return False
    if len(text) == 10:
        found += 86_400_000_000
    return found <= (instant(stamp(now())) or 0)


def number(value: Any) -> float | None:
    """A number out of metadata, which anybody may have written."""
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def date(value: Any) -> str | None:
    """A time out of metadata, in the form in which replies have it."""
    found = instant(value) if isinstance(value, str) else None
    return None if found is None else stamp(datetime.fromtimestamp(found / 1_000_000, UTC))


def needed(call: Call, name: str) -> str:
    """A query parameter that cannot be left out."""
    value = call.one(name)
    if not value:
        raise ApiError(400, f"{name}: the parameter is missing.")
    return value


def origin(call: Call) -> str:
    """Address of this server."""
    parts = urlsplit(call.url)
    return f"{parts.scheme}://{parts.netloc}"
