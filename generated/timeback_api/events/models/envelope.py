from __future__ import annotations

import datetime

from timeback_api.events.models.envelope_item import ENVELOPE_ITEM, EnvelopeItem
from timeback_runtime.model import Model
from timeback_runtime.validators import DATETIME, ListOf, OneOf, Text, json_field


class Envelope(Model):
    """A request to store events.

    Attributes:
        sensor: IRI that identifies the sending application. It need not be an address that can be opened.
        send_time: When the envelope is sent, in UTC with three decimals and `Z`.
        data_version: Version of the standard.
        data: The events and entities.
    """

    sensor: str = json_field("sensor", Text(1))
    send_time: datetime.datetime = json_field("sendTime", DATETIME)
    data_version: str = json_field(
        "dataVersion",
        OneOf("http://purl.imsglobal.org/ctx/caliper/v1p2"),
        default="http://purl.imsglobal.org/ctx/caliper/v1p2",
        required=True,
    )
    data: list[EnvelopeItem] = json_field("data", ListOf(ENVELOPE_ITEM, 1))


parse_envelope = Envelope._parse
