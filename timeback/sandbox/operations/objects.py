"""Store access of custom operations: finding objects by property values, references, times, and ids."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from timeback._spec.references import Step
from timeback._spec.status import DELETED, is_deleted
from timeback.sandbox.errors import ApiError
from timeback.sandbox.operations.requests import OperationRequest
from timeback.sandbox.spec.comparable import comparable, instant, now
from timeback.sandbox.spec.filterable import FilterableProperty
from timeback.sandbox.spec.openapi import CollectionSchema
from timeback.sandbox.storage.query import SqlCondition
from timeback.sandbox.storage.store import Store, StoredObject
from timeback_runtime.numbers import loads_exactly
from timeback_runtime.times import utc_text

__all__ = [
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
    "owned_collection",
    "reference",
    "referenced_id",
    "required_object",
    "required_parameter",
    "required_user",
    "timestamp",
]

_NO_LIMIT = 2**31


def owned_collection(name: str) -> CollectionSchema:
    """A collection that no OpenAPI document declares. Objects can be found by ``owner``, the id of another object."""
    names = {each: FilterableProperty(each, (Step(each),), "text") for each in ("sourcedId", "owner", "status")}
    return CollectionSchema(name, filterable=names, public=set(names), properties=set(names), indexed={"owner"})


def find_objects(
    store: Store, collection: str, equal: Mapping[str, str], *, deleted: bool = False
) -> list[StoredObject]:
    """The objects with these property values, in the order of creation, by default without deleted ones."""
    return fetch(store, collection, equality_condition(store, collection, equal, deleted=deleted))


def equality_condition(
    store: Store, collection: str, equal: Mapping[str, str], *, deleted: bool = False
) -> SqlCondition:
    layout = store.layouts[collection]
    parts: list[str] = []
    values: list[Any] = []
    for name, value in equal.items():
        indexed_column = layout.indexed[name]
        parts.append(f"v.{indexed_column.column} = ?")
        values.append(comparable(indexed_column.property.type, value))
    if not deleted and "status" in layout.indexed:
        parts.append(f"v.{layout.indexed['status'].column} IS NOT '{DELETED}'")
    return SqlCondition(" AND ".join(parts) or "1", tuple(values))


def fetch(store: Store, collection: str, condition: SqlCondition) -> list[StoredObject]:
    _, texts = store.page(collection, condition, "v.position ASC", _NO_LIMIT, 0)
    return [loads_exactly(text) for text in texts]


def active_object(store: Store, collection: str, sourced_id: str | None) -> StoredObject | None:
    """An object that exists and is not deleted, else None."""
    found = store.get(collection, sourced_id) if sourced_id else None
    return found if found is not None and not is_deleted(found) else None


def required_object(store: Store, collection: str, sourced_id: str, name: str) -> StoredObject:
    """An object that exists and is not deleted.

    Raises:
        ApiError: 404, with the name of the property or parameter that identifies it.
    """
    found = active_object(store, collection, sourced_id)
    if found is None:
        raise ApiError(404, f"{name}: there is no {sourced_id} in {collection}.")
    return found


def required_user(store: Store, sourced_id: str, name: str = "student") -> StoredObject:
    return required_object(store, "users", sourced_id, name)


def mark_deleted(store: Store, collection: str, value: Mapping[str, Any]) -> None:
    """Set the status tobedeleted."""
    store.put(collection, {**value, "status": DELETED})


def reference(sourced_id: str, kind: str) -> dict[str, str]:
    return {"sourcedId": sourced_id, "type": kind}


def referenced_id(value: Mapping[str, Any], *names: str) -> str | None:
    """The id in the first of these reference properties that the object has."""
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
    return utc_text(now())


def is_past(text: Any) -> bool:
    """Whether a date or time is in the past. A date is past when its day has ended."""
    if not isinstance(text, str):
        return False
    found = instant(text)
    if found is None:
        return False
    if len(text) == 10:
        found += 86_400_000_000
    return found <= (instant(utc_text(now())) or 0)


def as_number(value: Any) -> float | None:
    """A number from metadata; None if it is not one, since clients can write anything into metadata."""
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def as_timestamp(value: Any) -> str | None:
    """A time from metadata, in the form of responses; None if it is invalid."""
    found = instant(value) if isinstance(value, str) else None
    return None if found is None else utc_text(datetime.fromtimestamp(found / 1_000_000, UTC))


def required_parameter(request: OperationRequest, name: str) -> str:
    """A required query parameter.

    Raises:
        ApiError: 400; it is missing or empty.
    """
    value = request.parameter(name)
    if not value:
        raise ApiError(400, f"{name}: the parameter is missing.")
    return value


def origin(request: OperationRequest) -> str:
    """Origin (scheme, host and port) of this server."""
    parts = urlsplit(request.url)
    return f"{parts.scheme}://{parts.netloc}"
