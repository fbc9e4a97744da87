"""The webhooks of the sandbox: their management, their filters, and deliveries to receivers on this machine.

Most of the behaviour is unknown; docs/sandbox-rules.md lists the rules chosen. In short: an event is posted once to the
active webhooks whose sensor and active filters hold when it is stored, in the order in which events were stored.
"""

from __future__ import annotations

from functools import partial

from timeback.sandbox.errors import ApiError
from timeback.sandbox.events import error_response
from timeback.sandbox.events.storage import EVENTS
from timeback.sandbox.operations.extensions import ServiceExtension, handlers_in_transactions
from timeback.sandbox.storage.store import Store
from timeback.sandbox.webhooks.admin import WebhooksControl, webhooks_routes
from timeback.sandbox.webhooks.delivery import Deliverer
from timeback.sandbox.webhooks.operations import HANDLERS
from timeback.sandbox.webhooks.storage import WEBHOOK_COLLECTIONS

__all__ = ["WEBHOOK_COLLECTIONS", "WebhooksControl", "webhooks_extension"]


def webhooks_extension(store: Store) -> ServiceExtension:
    deliverer = Deliverer(store)
    store.subscribe(EVENTS, deliverer.add)
    return ServiceExtension(
        "webhooks",
        handlers_in_transactions(store, HANDLERS),
        error_response=_error_response,
        admin_routes=partial(webhooks_routes, store),
        close=deliverer.close,
    )


def _error_response(error: ApiError) -> tuple[bytes, int]:
    """Body and status of an error: in the form of the host, and in the form that the document has for webhooks."""
    problems = error.details or [_problem(error.description)]
    details = [
        {"code": "invalid", "path": problem["property"].split("."), "message": problem["problem"]}
        for problem in problems
    ]
    return error_response(error, {"error": error.description, "details": details})


def _problem(description: str) -> dict[str, str]:
    place, separator, problem = description.partition(": ")
    return {"property": place, "problem": problem} if separator else {"property": "request", "problem": description}
