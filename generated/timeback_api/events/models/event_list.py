from __future__ import annotations

from typing import Any

from timeback_api.events.models.pagination import Pagination
from timeback_api.events.models.stored_event import StoredEvent
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import ANY, OBJECT, TEXT, AnyOf, ListOf, json_field


class EventList(Model):
    """A page of stored events.

    Attributes:
        events: The events of this page.
        pagination: Counters of a list of events.
        status: Outcome in one word, such as `success`.
        message: Outcome in words for people.
        errors: Details of an outcome. The documents of the platform do not define their form.
    """

    events: list[StoredEvent] = json_field("events", ListOf(ModelOf(StoredEvent)))
    pagination: Pagination | None = json_field("pagination", ModelOf(Pagination), default=None)
    status: str | None = json_field("status", TEXT, default=None)
    message: str | None = json_field("message", TEXT, default=None)
    errors: dict[str, Any] | list[Any] | str | None = json_field(
        "errors", AnyOf(OBJECT, ListOf(ANY), TEXT), default=None
    )


parse_event_list = EventList._parse
