"""The operations on webhooks and their filters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from timeback.sandbox.operations.extensions import StoreOperation
from timeback.sandbox.operations.objects import new_id, timestamp
from timeback.sandbox.operations.requests import OperationRequest, OperationResponse
from timeback.sandbox.spec.validation import refuse
from timeback.sandbox.storage.store import Store, StoredObject
from timeback.sandbox.webhooks.filters import problem_of
from timeback.sandbox.webhooks.storage import FILTERS, WEBHOOKS, filters_of, put, view
from timeback_runtime.loopback import is_loopback

__all__ = ["HANDLERS"]

_SET_BY_SERVER: Final = ("id", "createdAt", "updatedAt", "deletedAt")


def _given(request: OperationRequest) -> StoredObject:
    """The body without the properties that the server sets."""
    return {name: value for name, value in (request.body or {}).items() if name not in _SET_BY_SERVER}


def _new(given: Mapping[str, Any]) -> StoredObject:
    moment = timestamp()
    return {"id": new_id(), **given, "createdAt": moment, "updatedAt": moment, "deletedAt": None}


def _replaced(stored: Mapping[str, Any], given: Mapping[str, Any]) -> StoredObject:
    return {
        "id": stored["id"],
        **given,
        "createdAt": stored["createdAt"],
        "updatedAt": timestamp(),
        "deletedAt": None,
    }


def _deleted(request: OperationRequest) -> OperationResponse:
    return request.json_response({"status": "success", "message": "The object was deleted."})


# Webhooks


def _webhook(request: OperationRequest) -> StoredObject:
    """The webhook in the body.

    Raises:
        ApiError: 422; its address is not one to which the sandbox posts.
    """
    given = {"description": None, "sensor": None, **_given(request)}
    problem = _problem_of_address(given["targetUrl"], urlsplit(request.url).port)
    if problem:
        raise refuse([("targetUrl", problem)])
    if not given["secret"]:
        raise refuse([("secret", "must not be empty")])
    return given


def _problem_of_address(address: str, own_port: int | None) -> str | None:
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return "must be an http address on this machine, such as http://127.0.0.1:8000/events"
    if parts.scheme != "http" or not is_loopback(host):
        return (
            "must be an http address on this machine, such as http://127.0.0.1:8000/events: "
            "the sandbox posts events, which can be personal data, to no other machine"
        )
    if parts.username is not None or parts.password is not None:
        return "must not contain a user name or password; the sandbox does not send them"
    return "must not be the address of the sandbox itself" if port == own_port else None


def _list_webhooks(store: Store, request: OperationRequest) -> OperationResponse:
    sensor = request.parameter("sensor")
    found: Iterable[StoredObject] = store.all(WEBHOOKS)
    return request.json_response(
        {"webhooks": [view(each) for each in found if sensor is None or each.get("sensor") == sensor]}
    )


def _webhook_reply(request: OperationRequest, stored: Mapping[str, Any]) -> OperationResponse:
    return request.json_response({"webhook": view(stored)})


def _stored_webhook(store: Store, request: OperationRequest) -> StoredObject:
    return store.get(WEBHOOKS, request.path["webhookId"]) or {}


def _create_webhook(store: Store, request: OperationRequest) -> OperationResponse:
    return _webhook_reply(request, put(store, WEBHOOKS, _new(_webhook(request))))


def _get_webhook(store: Store, request: OperationRequest) -> OperationResponse:
    return _webhook_reply(request, _stored_webhook(store, request))


def _update_webhook(store: Store, request: OperationRequest) -> OperationResponse:
    changed = _replaced(_stored_webhook(store, request), _webhook(request))
    return _webhook_reply(request, put(store, WEBHOOKS, changed))


def _delete_webhook(store: Store, request: OperationRequest) -> OperationResponse:
    webhook = request.path["webhookId"]
    for each in filters_of(store, webhook):
        store.remove(FILTERS, each["sourcedId"])
    store.remove(WEBHOOKS, webhook)
    return _deleted(request)


def _switched(store: Store, request: OperationRequest, *, active: bool) -> OperationResponse:
    stored = {**_stored_webhook(store, request), "active": active, "updatedAt": timestamp()}
    return _webhook_reply(request, put(store, WEBHOOKS, stored))


def _activate_webhook(store: Store, request: OperationRequest) -> OperationResponse:
    return _switched(store, request, active=True)


def _deactivate_webhook(store: Store, request: OperationRequest) -> OperationResponse:
    return _switched(store, request, active=False)


# Filters


def _filter(store: Store, request: OperationRequest) -> StoredObject:
    """The filter in the body.

    Raises:
        ApiError: 422; there is no such webhook, or the value does not fit the type and the operation.
    """
    given = {name: value for name, value in _given(request).items() if name != "filterOperator"}
    problems = []
    if not store.has(WEBHOOKS, given["webhookId"]):
        problems.append(("webhookId", f"there is no webhook {given['webhookId']}"))
    if (problem := problem_of(given)) is not None:
        problems.append(problem)
    if problems:
        raise refuse(problems)
    return given


def _filter_reply(request: OperationRequest, stored: Mapping[str, Any]) -> OperationResponse:
    return request.json_response({"filter": view(stored)})


def _list_filters(store: Store, request: OperationRequest) -> OperationResponse:
    return request.json_response({"filters": [view(each) for each in store.all(FILTERS)]})


def _list_webhook_filters(store: Store, request: OperationRequest) -> OperationResponse:
    return request.json_response({"filters": [view(each) for each in filters_of(store, request.path["webhookId"])]})


def _stored_filter(store: Store, request: OperationRequest) -> StoredObject:
    return store.get(FILTERS, request.path["filterId"]) or {}


def _create_filter(store: Store, request: OperationRequest) -> OperationResponse:
    new = _new(_filter(store, request))
    return _filter_reply(request, put(store, FILTERS, new, new["webhookId"]))


def _get_filter(store: Store, request: OperationRequest) -> OperationResponse:
    return _filter_reply(request, _stored_filter(store, request))


def _update_filter(store: Store, request: OperationRequest) -> OperationResponse:
    changed = _replaced(_stored_filter(store, request), _filter(store, request))
    return _filter_reply(request, put(store, FILTERS, changed, changed["webhookId"]))


def _delete_filter(store: Store, request: OperationRequest) -> OperationResponse:
    store.remove(FILTERS, request.path["filterId"])
    return _deleted(request)


HANDLERS: Final[Mapping[str, StoreOperation]] = {
    "listWebhooks": _list_webhooks,
    "createWebhook": _create_webhook,
    "getWebhook": _get_webhook,
    "updateWebhook": _update_webhook,
    "deleteWebhook": _delete_webhook,
    "activateWebhook": _activate_webhook,
    "deactivateWebhook": _deactivate_webhook,
    "listFilters": _list_filters,
    "createFilter": _create_filter,
    "listWebhookFilters": _list_webhook_filters,
    "getFilter": _get_filter,
    "updateFilter": _update_filter,
    "deleteFilter": _delete_filter,
}
