"""An address to which events are posted."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, format_datetime, new_model, parse_datetime, untracked_subclass
from timeback_runtime.validators import BOOLEAN, DATETIME, TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Webhook(Model):
    """An address to which events are posted.

    Attributes:
        name: Name of the webhook.
        target_url: Address to which events are posted.
        secret: Secret that the receiver can recognise the platform by. The caller chooses it, and every reply contains
            it. How deliveries use it is not documented. Keep it out of logs.
        active: Whether events are posted.
        id: Id of the webhook. The server sets it.
        description: Description of the webhook.
        sensor: IRI of a sensor. If it is set, only events of this sensor are posted.
        created_at: When the webhook was created. The server sets it.
        updated_at: When the webhook was last changed. The server sets it.
        deleted_at: When the webhook was deleted. The server sets it.
    """

    FIELDS = {
        "id": Field("id", TEXT),
        "name": Field("name", TEXT, True),
        "description": Field("description", TEXT),
        "target_url": Field("targetUrl", TEXT, True),
        "secret": Field("secret", TEXT, True),
        "active": Field("active", BOOLEAN, True),
        "sensor": Field("sensor", TEXT),
        "created_at": Field("createdAt", DATETIME),
        "updated_at": Field("updatedAt", DATETIME),
        "deleted_at": Field("deletedAt", DATETIME),
    }

    name: str
    target_url: str
    secret: str
    active: bool
    id: str = None  # type: ignore[assignment]
    description: str | None = None
    sensor: str | None = None
    created_at: datetime.datetime | None = None
    updated_at: datetime.datetime | None = None
    deleted_at: datetime.datetime | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, Webhook)
        value: Any
        data = self._start_dict()
        if (value := self.id) is not None or "id" in data:
            data["id"] = value
        if (value := self.name) is not None or "name" in data:
            data["name"] = value
        if (value := self.description) is not None or "description" in data:
            data["description"] = value
        if (value := self.target_url) is not None or "targetUrl" in data:
            data["targetUrl"] = value
        if (value := self.secret) is not None or "secret" in data:
            data["secret"] = value
        if (value := self.active) is not None or "active" in data:
            data["active"] = value
        if (value := self.sensor) is not None or "sensor" in data:
            data["sensor"] = value
        if (value := self.created_at) is not None or "createdAt" in data:
            data["createdAt"] = format_datetime(value, data.get("createdAt"))
        if (value := self.updated_at) is not None or "updatedAt" in data:
            data["updatedAt"] = format_datetime(value, data.get("updatedAt"))
        if (value := self.deleted_at) is not None or "deletedAt" in data:
            data["deletedAt"] = format_datetime(value, data.get("deletedAt"))
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Webhook:
        return parse_webhook(data)


_UntrackedWebhook = untracked_subclass(Webhook)


def parse_webhook(data: Any) -> Webhook:
    instance: Webhook = new_model(_UntrackedWebhook)
    instance._received = data
    instance._changed = None
    instance.id = data.get("id")
    instance.name = data.get("name")
    instance.description = data.get("description")
    instance.target_url = data.get("targetUrl")
    instance.secret = data.get("secret")
    instance.active = data.get("active")
    instance.sensor = data.get("sensor")
    instance.created_at = parse_datetime(value) if type(value := data.get("createdAt")) is str else value
    instance.updated_at = parse_datetime(value) if type(value := data.get("updatedAt")) is str else value
    instance.deleted_at = parse_datetime(value) if type(value := data.get("deletedAt")) is str else value
    instance.__class__ = Webhook
    return instance
