"""Stored events and jobs. An event has a number of its own each time that it is received."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from timeback._spec.references import Step
from timeback.sandbox.spec.comparable import Comparable, ComparisonType, now
from timeback.sandbox.spec.filterable import FilterableProperty
from timeback.sandbox.spec.openapi import CollectionSchema
from timeback.sandbox.storage.query import SqlCondition
from timeback.sandbox.storage.store import Store, StoredObject
from timeback_runtime.numbers import loads_exactly
from timeback_runtime.times import utc_text

__all__ = [
    "EVENTS",
    "EVENT_COLLECTIONS",
    "JOBS",
    "SETTINGS",
    "all_events",
    "count_by_id",
    "find_events",
    "store_envelope",
]

EVENTS: Final = "caliper.events"
JOBS: Final = "caliper.jobs"
SETTINGS: Final = "caliper.settings"

_COLUMNS: Final[Mapping[str, ComparisonType]] = {
    "externalId": "text",
    "sensor": "text",
    "actorId": "text",
    "actorEmail": "text",
    "eventTime": "date",
}
_ENTITIES: Final = (
    *("actor", "object", "generated", "target", "referrer", "edApp", "group", "membership", "session"),
    "federatedSession",
)


def _collection(name: str, columns: Mapping[str, ComparisonType]) -> CollectionSchema:
    found = {each: FilterableProperty(each, (Step(each),), kind) for each, kind in columns.items()}
    return CollectionSchema(name, filterable=found, public=set(found), properties={"sourcedId"}, indexed=set(found))


EVENT_COLLECTIONS: Final[Mapping[str, CollectionSchema]] = {
    EVENTS: _collection(EVENTS, _COLUMNS),
    JOBS: _collection(JOBS, {}),
    SETTINGS: _collection(SETTINGS, {}),
}
"""Collections that no OpenAPI document declares."""


def store_envelope(store: Store, envelope: Mapping[str, Any]) -> list[dict[str, str]]:
    """Store the events of an envelope; return both ids of each. Entities of their own are not stored."""
    first = store.count(EVENTS) + 1
    events = [item for item in envelope["data"] if "action" in item and "eventTime" in item]
    rows = [_row(first + index, envelope, item) for index, item in enumerate(events)]
    store.load(EVENTS, rows)
    return [{"allocatedId": row["sourcedId"], "externalId": row["externalId"]} for row in rows]


def _row(number: int, envelope: Mapping[str, Any], item: Mapping[str, Any]) -> StoredObject:
    actor = item.get("actor")
    entity: Mapping[str, Any] = actor if isinstance(actor, dict) else {"id": actor}
    extensions = entity.get("extensions")
    event = {
        "id": number,
        "externalId": item["id"],
        "sensor": envelope["sensor"],
        "type": item["type"],
        "profile": item.get("profile"),
        "action": item["action"],
        "eventTime": item["eventTime"],
        "sendTime": envelope["sendTime"],
        "created_at": utc_text(now()),
        "updated_at": None,
        "deleted_at": None,
        **{name: item.get(name) for name in _ENTITIES},
        "extensions": item.get("extensions"),
        "clientAppId": None,
    }
    return {
        "sourcedId": str(number),
        "externalId": item["id"],
        "sensor": envelope["sensor"],
        "actorId": entity.get("id"),
        # A Person has it in its extensions.
        "actorEmail": entity.get("email") or (extensions.get("email") if isinstance(extensions, dict) else None),
        "eventTime": item["eventTime"],
        "event": event,
    }


def find_events(
    store: Store, conditions: Iterable[tuple[str, str, Comparable]], *, limit: int, offset: int = 0
) -> tuple[int, list[StoredObject]]:
    """The number of events that meet all conditions, and one page of them, in the order in which they were stored.

    Args:
        conditions: the name of a column, an operator of SQL, and a comparable value.
    """
    layout = store.layouts[EVENTS]
    given = list(conditions)
    sql = " AND ".join(f"v.{layout.indexed[name].column} {operator} ?" for name, operator, _ in given)
    condition = SqlCondition(sql, tuple(value for _, _, value in given)) if given else None
    total, texts = store.page(EVENTS, condition, "v.position ASC", limit, offset)
    return total, [loads_exactly(text)["event"] for text in texts]


def all_events(store: Store) -> Iterator[StoredObject]:
    """All stored events, in the order in which they were stored."""
    return (row["event"] for row in store.all(EVENTS))


def count_by_id(store: Store) -> dict[str, int]:
    """How often each event was stored, by the id that its sender chose."""
    counts: dict[str, int] = {}
    for row in store.all(EVENTS):
        counts[row["externalId"]] = counts.get(row["externalId"], 0) + 1
    return counts
