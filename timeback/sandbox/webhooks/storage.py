"""Stored webhooks, filters and deliveries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from timeback.sandbox.operations.objects import find_objects, owned_collection
from timeback.sandbox.spec.openapi import CollectionSchema
from timeback.sandbox.storage.store import Store, StoredObject

__all__ = ["DELIVERIES", "FILTERS", "SETTINGS", "WEBHOOKS", "WEBHOOK_COLLECTIONS", "filters_of", "put", "view"]

WEBHOOKS: Final = "webhooks"
FILTERS: Final = "webhookFilters"
DELIVERIES: Final = "webhookDeliveries"
SETTINGS: Final = "webhookSettings"

WEBHOOK_COLLECTIONS: Final[Mapping[str, CollectionSchema]] = {
    name: owned_collection(name) for name in (WEBHOOKS, FILTERS, DELIVERIES, SETTINGS)
}
"""Collections that no OpenAPI document declares. The owner of a filter and of a delivery is its webhook."""

_OWN: Final = ("sourcedId", "owner")


def put(store: Store, collection: str, value: Mapping[str, Any], owner: str | None = None) -> StoredObject:
    """Store an object under its `id`."""
    return store.put(collection, {**value, "sourcedId": value["id"], **({"owner": owner} if owner else {})})


def view(value: Mapping[str, Any]) -> StoredObject:
    """A stored object as a response contains it."""
    return {name: inner for name, inner in value.items() if name not in _OWN}


def filters_of(store: Store, webhook: str) -> list[StoredObject]:
    return find_objects(store, FILTERS, {"owner": webhook})
