"""The events in the body of a delivery."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from timeback_runtime.errors import InvalidRequestError

if TYPE_CHECKING:
    from timeback_api.events.models import Event

__all__ = ["parse_delivery"]


def parse_delivery(body: bytes | str) -> list[Event]:
    """Return the events in the body of a delivery.

    The platform does not document the body. Read are one event, as it was sent or as ``client.events.get_event``
    returns it; an envelope with ``data``; and a list of them. ``id`` is the id that the sender of the event chose
    (``urn:uuid:...``). Entities in an envelope are left out. Events are read tolerantly: an attribute can be None, and
    unknown properties are kept in ``additional_properties``. Events contain personal data.

    Args:
        body: the body of the request. Check its signature first.

    Raises:
        InvalidRequestError: the body is not JSON, or contains no event and no envelope. Answer with status 400.
    """
    from timeback_api.events.models import Event

    try:
        content = json.loads(body)
    except (ValueError, RecursionError):
        # Without the cause, whose text and frames contain the body.
        raise InvalidRequestError("body: is not JSON; pass the body of the request as it was received") from None
    return [Event.from_dict(_with_own_id(each)) for each in _events(content)]


def _events(content: Any) -> list[dict[str, Any]]:
    if isinstance(content, list):
        return [event for each in content for event in _events(each)]
    if isinstance(content, dict):
        for name in ("data", "events"):
            if isinstance(content.get(name), list):
                return [each for each in content[name] if _is_event(each)]
        inner = content.get("event")
        if isinstance(inner, dict):
            return _events(inner)
        if _is_event(content):
            return [content]
    raise InvalidRequestError("body: contains neither an event nor an envelope with `data`; check who sent it")


def _is_event(value: Any) -> bool:
    # Entities have a type, and neither of these.
    return isinstance(value, dict) and ("action" in value or "eventTime" in value)


def _with_own_id(event: dict[str, Any]) -> dict[str, Any]:
    """The event with the id of its sender. A stored event has it in ``externalId``, and a number in ``id``."""
    external = event.get("externalId")
    return {**event, "id": external} if isinstance(external, str) else event
