from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, json_field


class EventIdPair(Model):
    """The two ids of a stored event.

    Attributes:
        allocated_id: Number that the platform gave the event, as text.
        external_id: Id of the event as its sender chose it.
    """

    allocated_id: str = json_field("allocatedId", TEXT)
    external_id: str = json_field("externalId", TEXT)


parse_event_id_pair = EventIdPair._parse
