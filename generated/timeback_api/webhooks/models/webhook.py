from __future__ import annotations

import datetime

from timeback_runtime.model import Model
from timeback_runtime.validators import BOOLEAN, DATETIME, TEXT, json_field


class Webhook(Model):
    """An address to which events are posted.

    Attributes:
        id: Id of the webhook. The server sets it.
        name: Name of the webhook.
        description: Description of the webhook.
        target_url: Address to which events are posted.
        secret: Secret that the receiver can recognise the platform by. The caller chooses it, and every reply contains
            it. How deliveries use it is not documented. Keep it out of logs.
        active: Whether events are posted.
        sensor: IRI of a sensor. If it is set, only events of this sensor are posted.
        created_at: When the webhook was created. The server sets it.
        updated_at: When the webhook was last changed. The server sets it.
        deleted_at: When the webhook was deleted. The server sets it.
    """

    id: str = json_field("id", TEXT, default=None)
    name: str = json_field("name", TEXT)
    description: str | None = json_field("description", TEXT, default=None)
    target_url: str = json_field("targetUrl", TEXT)
    secret: str = json_field("secret", TEXT)
    active: bool = json_field("active", BOOLEAN)
    sensor: str | None = json_field("sensor", TEXT, default=None)
    created_at: datetime.datetime | None = json_field("createdAt", DATETIME, default=None)
    updated_at: datetime.datetime | None = json_field("updatedAt", DATETIME, default=None)
    deleted_at: datetime.datetime | None = json_field("deletedAt", DATETIME, default=None)


parse_webhook = Webhook._parse
