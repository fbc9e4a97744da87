from __future__ import annotations

from typing import Any

from timeback_api.events.models.stored_event import StoredEvent
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import ANY, OBJECT, TEXT, AnyOf, ListOf, json_field


class SingleEvent(Model):
    """Wrapper of one stored event.

    Attributes:
        event: A stored event. It is personal data of its actor. Entities are objects, IRIs or null, as they were sent.
        status: Outcome in one word, such as `success`.
        message: Outcome in words for people.
        errors: Details of an outcome. The documents of the platform do not define their form.
    """

    event: StoredEvent = json_field("event", ModelOf(StoredEvent))
    status: str | None = json_field("status", TEXT, default=None)
    message: str | None = json_field("message", TEXT, default=None)
    errors: dict[str, Any] | list[Any] | str | None = json_field(
        "errors", AnyOf(OBJECT, ListOf(ANY), TEXT), default=None
    )


parse_single_event = SingleEvent._parse
