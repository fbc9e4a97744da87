"""A page of stored events."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.events.models.pagination import Pagination, parse_pagination
from timeback_api.events.models.stored_event import StoredEvent, parse_stored_event
from timeback_runtime.model import (
    Model,
    copy_payload,
    list_to_dicts,
    new_model,
    parse_list,
    to_json,
    untracked_subclass,
)
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import ANY, OBJECT, TEXT, AnyOf, Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class EventList(Model):
    """A page of stored events.

    Attributes:
        events: The events of this page.
        pagination: Counters of a list of events.
        status: Outcome in one word, such as `success`.
        message: Outcome in words for people.
        errors: Details of an outcome. The documents of the platform do not define their form.
    """

    FIELDS = {
        "events": Field("events", ListOf(ModelOf(StoredEvent)), True),
        "pagination": Field("pagination", ModelOf(Pagination)),
        "status": Field("status", TEXT),
        "message": Field("message", TEXT),
        "errors": Field("errors", AnyOf(OBJECT, ListOf(ANY), TEXT)),
    }
    NESTED = {"events": ("events", StoredEvent), "pagination": ("pagination", Pagination)}

    events: list[StoredEvent]
    pagination: Pagination | None = None
    status: str | None = None
    message: str | None = None
    errors: dict[str, Any] | list[Any] | str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, EventList)
        value: Any
        data = self._start_dict()
        if (value := self.events) is not None or "events" in data:
            data["events"] = list_to_dicts(value)
        if (value := self.pagination) is not None or "pagination" in data:
            data["pagination"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.status) is not None or "status" in data:
            data["status"] = value
        if (value := self.message) is not None or "message" in data:
            data["message"] = value
        if (value := self.errors) is not None or "errors" in data:
            data["errors"] = value if value is data.get("errors") else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.events = parse_list(data.get("events"), parse_stored_event)
        self.pagination = parse_pagination(value) if type(value := data.get("pagination")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> EventList:
        return parse_event_list(data)


_UntrackedEventList = untracked_subclass(EventList)


def parse_event_list(data: Any, deep: bool = False) -> EventList:
    instance: EventList = new_model(_UntrackedEventList)
    instance._received = data
    instance._changed = None
    instance.status = data.get("status")
    instance.message = data.get("message")
    instance.errors = data.get("errors")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = EventList
    return instance
