"""The platform as a provider: all documents, with the custom behaviour of each service."""

from __future__ import annotations

from functools import cache

from timeback.sandbox.case import CASE_COLLECTIONS, case_extension
from timeback.sandbox.clr import CLR_COLLECTIONS, clr_extension
from timeback.sandbox.edubridge import EDUBRIDGE_COLLECTIONS, edubridge_extension
from timeback.sandbox.events import EVENT_COLLECTIONS, events_extension
from timeback.sandbox.operations.custom_operations import oneroster_extensions
from timeback.sandbox.operations.extensions import ServiceExtension
from timeback.sandbox.powerpath import POWERPATH_COLLECTIONS, powerpath_extension
from timeback.sandbox.providers.provider import Provider
from timeback.sandbox.providers.references import References, Targets
from timeback.sandbox.qti import qti_extension
from timeback.sandbox.spec import openapi
from timeback.sandbox.storage.object_form import Complete
from timeback.sandbox.storage.store import Store
from timeback.sandbox.webhooks import WEBHOOK_COLLECTIONS, webhooks_extension

__all__ = ["platform", "service_extensions"]


def service_extensions(store: Store) -> list[ServiceExtension]:
    """The custom behaviour of all services."""
    return [
        *oneroster_extensions(store),
        powerpath_extension(store),
        qti_extension(store),
        events_extension(store),
        case_extension(store),
        clr_extension(store),
        webhooks_extension(store),
        edubridge_extension(store),
    ]


def _completion(origin: str) -> Complete:
    api = openapi.load()
    return References(api, Targets(api, origin)).complete


@cache
def platform() -> Provider:
    api = openapi.load()
    collections = {
        **api.collections,
        **POWERPATH_COLLECTIONS,
        **EVENT_COLLECTIONS,
        **CASE_COLLECTIONS,
        **CLR_COLLECTIONS,
        **WEBHOOK_COLLECTIONS,
        **EDUBRIDGE_COLLECTIONS,
    }
    return Provider("platform", api, collections, _completion, service_extensions)
