"""Wrapper of one stored event."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.events.models.stored_event import StoredEvent, parse_stored_event
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import ANY, OBJECT, TEXT, AnyOf, Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SingleEvent(Model):
    """Wrapper of one stored event.

    Attributes:
        event: A stored event. It is personal data of its actor. Entities are objects, IRIs or null, as they were sent.
        status: Outcome in one word, such as `success`.
        message: Outcome in words for people.
        errors: Details of an outcome. The documents of the platform do not define their form.
    """

    FIELDS = {
        "event": Field("event", ModelOf(StoredEvent), True),
        "status": Field("status", TEXT),
        "message": Field("message", TEXT),
        "errors": Field("errors", AnyOf(OBJECT, ListOf(ANY), TEXT)),
    }
    NESTED = {"event": ("event", StoredEvent)}

    event: StoredEvent
    status: str | None = None
    message: str | None = None
    errors: dict[str, Any] | list[Any] | str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, SingleEvent)
        value: Any
        data = self._start_dict()
        if (value := self.event) is not None or "event" in data:
            data["event"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.status) is not None or "status" in data:
            data["status"] = value
        if (value := self.message) is not None or "message" in data:
            data["message"] = value
        if (value := self.errors) is not None or "errors" in data:
            data["errors"] = value if value is data.get("errors") else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.event = parse_stored_event(value) if type(value := data.get("event")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SingleEvent:
        return parse_single_event(data)


_UntrackedSingleEvent = untracked_subclass(SingleEvent)


def parse_single_event(data: Any, deep: bool = False) -> SingleEvent:
    instance: SingleEvent = new_model(_UntrackedSingleEvent)
    instance._received = data
    instance._changed = None
    instance.status = data.get("status")
    instance.message = data.get("message")
    instance.errors = data.get("errors")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = SingleEvent
    return instance
