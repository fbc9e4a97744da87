"""The two ids of a stored event."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class EventIdPair(Model):
    """The two ids of a stored event.

    Attributes:
        allocated_id: Number that the platform gave the event, as text.
        external_id: Id of the event as its sender chose it.
    """

    FIELDS = {"allocated_id": Field("allocatedId", TEXT, True), "external_id": Field("externalId", TEXT, True)}

    allocated_id: str
    external_id: str

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, EventIdPair)
        value: Any
        data = self._start_dict()
        if (value := self.allocated_id) is not None or "allocatedId" in data:
            data["allocatedId"] = value
        if (value := self.external_id) is not None or "externalId" in data:
            data["externalId"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> EventIdPair:
        return parse_event_id_pair(data)


_UntrackedEventIdPair = untracked_subclass(EventIdPair)


def parse_event_id_pair(data: Any) -> EventIdPair:
    instance: EventIdPair = new_model(_UntrackedEventIdPair)
    instance._received = data
    instance._changed = None
    instance.allocated_id = data.get("allocatedId")
    instance.external_id = data.get("externalId")
    instance.__class__ = EventIdPair
    return instance
