"""The service of the sandbox for Caliper events: envelopes, stored events and jobs.

Much of the behaviour is unknown; docs/sandbox-rules.md lists the rules chosen. In short: an envelope is checked as a
whole and refused as a whole, each event of an accepted one is stored under a number of its own, also if its id was sent
before, and the job is complete at once unless ``EventsControl`` says otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from timeback.sandbox.errors import ApiError
from timeback.sandbox.events.admin import EventsControl, events_routes
from timeback.sandbox.events.envelopes import check_body
from timeback.sandbox.events.operations import HANDLERS
from timeback.sandbox.events.storage import EVENT_COLLECTIONS
from timeback.sandbox.operations.extensions import ServiceExtension, handlers_in_transactions
from timeback.sandbox.operations.requests import as_json
from timeback.sandbox.storage.store import Store

__all__ = ["EVENT_COLLECTIONS", "EventsControl", "error_response", "events_extension"]

_SERVICE: Final = "events"
# The document declares 400 for everything that is wrong with a request.
_BAD_REQUEST: Final = (413, 415, 422)


def error_response(error: ApiError, more: Mapping[str, Any] | None = None) -> tuple[bytes, int]:
    """The body and the status of an error of the host of events.

    Args:
        more: further properties of the body.
    """
    body = {"status": "error", "message": error.description, "errors": error.details, **(more or {})}
    return as_json(body), 400 if error.status in _BAD_REQUEST else error.status


def events_extension(store: Store) -> ServiceExtension:
    """The custom behaviour of the service."""
    return ServiceExtension(
        _SERVICE,
        handlers_in_transactions(store, HANDLERS),
        body_adapters={"sendEnvelope": check_body, "validateEnvelope": check_body},
        error_response=error_response,
        admin_routes=partial(events_routes, store),
    )
