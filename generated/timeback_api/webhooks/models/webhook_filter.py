"""A condition on the events that a webhook reports."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_api.webhooks.models.filter_operation import FilterOperation, as_filter_operation
from timeback_api.webhooks.models.filter_type import FilterType, as_filter_type
from timeback_runtime.model import (
    Model,
    copy_payload,
    enum_to_json,
    format_datetime,
    new_model,
    parse_datetime,
    untracked_subclass,
)
from timeback_runtime.validators import BOOLEAN, DATETIME, TEXT, Choice, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class WebhookFilter(Model):
    """A condition on the events that a webhook reports.

    Attributes:
        webhook_id: Id of the webhook.
        filter_key: Property of an event that is compared, such as `sensor` or `type`.
        filter_value: Value to compare with. Numbers and booleans are written as text.
        filter_type: Type of the value that a filter compares.
        filter_operation: How a filter compares the value of an event with its own.
        active: Whether the filter is used.
        id: Id of the filter. The server sets it. Some replies may lack it.
        filter_operator: Another name of `filterOperation`, which some replies may use instead. Requests use
            `filterOperation`.
        created_at: When the filter was created. The server sets it.
        updated_at: When the filter was last changed. The server sets it.
        deleted_at: When the filter was deleted. The server sets it.
    """

    FIELDS = {
        "id": Field("id", TEXT),
        "webhook_id": Field("webhookId", TEXT, True),
        "filter_key": Field("filterKey", TEXT, True),
        "filter_value": Field("filterValue", TEXT, True),
        "filter_type": Field("filterType", Choice(FilterType), True),
        "filter_operation": Field("filterOperation", Choice(FilterOperation), True),
        "filter_operator": Field("filterOperator", Choice(FilterOperation)),
        "active": Field("active", BOOLEAN, True),
        "created_at": Field("createdAt", DATETIME),
        "updated_at": Field("updatedAt", DATETIME),
        "deleted_at": Field("deletedAt", DATETIME),
    }

    webhook_id: str
    filter_key: str
    filter_value: str
    filter_type: FilterType | str
    filter_operation: FilterOperation | str
    active: bool
    id: str | None = None
    filter_operator: FilterOperation | str | None = None
    created_at: datetime.datetime | None = None
    updated_at: datetime.datetime | None = None
    deleted_at: datetime.datetime | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, WebhookFilter)
        value: Any
        data = self._start_dict()
        if (value := self.id) is not None or "id" in data:
            data["id"] = value
        if (value := self.webhook_id) is not None or "webhookId" in data:
            data["webhookId"] = value
        if (value := self.filter_key) is not None or "filterKey" in data:
            data["filterKey"] = value
        if (value := self.filter_value) is not None or "filterValue" in data:
            data["filterValue"] = value
        if (value := self.filter_type) is not None or "filterType" in data:
            data["filterType"] = value if type(value) is str else enum_to_json(value)
        if (value := self.filter_operation) is not None or "filterOperation" in data:
            data["filterOperation"] = value if type(value) is str else enum_to_json(value)
        if (value := self.filter_operator) is not None or "filterOperator" in data:
            data["filterOperator"] = value if type(value) is str else enum_to_json(value)
        if (value := self.active) is not None or "active" in data:
            data["active"] = value
        if (value := self.created_at) is not None or "createdAt" in data:
            data["createdAt"] = format_datetime(value, data.get("createdAt"))
        if (value := self.updated_at) is not None or "updatedAt" in data:
            data["updatedAt"] = format_datetime(value, data.get("updatedAt"))
        if (value := self.deleted_at) is not None or "deletedAt" in data:
            data["deletedAt"] = format_datetime(value, data.get("deletedAt"))
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> WebhookFilter:
        return parse_webhook_filter(data)


_UntrackedWebhookFilter = untracked_subclass(WebhookFilter)


def parse_webhook_filter(data: Any) -> WebhookFilter:
    instance: WebhookFilter = new_model(_UntrackedWebhookFilter)
    instance._received = data
    instance._changed = None
    instance.id = data.get("id")
    instance.webhook_id = data.get("webhookId")
    instance.filter_key = data.get("filterKey")
    instance.filter_value = data.get("filterValue")
    instance.filter_type = as_filter_type(value, value) if type(value := data.get("filterType")) is str else value
    instance.filter_operation = (
        as_filter_operation(value, value) if type(value := data.get("filterOperation")) is str else value
    )
    instance.filter_operator = (
        as_filter_operation(value, value) if type(value := data.get("filterOperator")) is str else value
    )
    instance.active = data.get("active")
    instance.created_at = parse_datetime(value) if type(value := data.get("createdAt")) is str else value
    instance.updated_at = parse_datetime(value) if type(value := data.get("updatedAt")) is str else value
    instance.deleted_at = parse_datetime(value) if type(value := data.get("deletedAt")) is str else value
    instance.__class__ = WebhookFilter
    return instance
