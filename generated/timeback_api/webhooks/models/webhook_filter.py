from __future__ import annotations

import datetime

from timeback_api.webhooks.models.filter_operation import FilterOperation
from timeback_api.webhooks.models.filter_type import FilterType
from timeback_runtime.model import Model
from timeback_runtime.validators import BOOLEAN, DATETIME, TEXT, Choice, json_field


class WebhookFilter(Model):
    """A condition on the events that a webhook reports.

    Attributes:
        id: Id of the filter. The server sets it. Some replies may lack it.
        webhook_id: Id of the webhook.
        filter_key: Property of an event that is compared, such as `sensor` or `type`.
        filter_value: Value to compare with. Numbers and booleans are written as text.
        filter_type: Type of the value that a filter compares.
        filter_operation: How a filter compares the value of an event with its own.
        filter_operator: Another name of `filterOperation`, which some replies may use instead. Requests use
            `filterOperation`.
        active: Whether the filter is used.
        created_at: When the filter was created. The server sets it.
        updated_at: When the filter was last changed. The server sets it.
        deleted_at: When the filter was deleted. The server sets it.
    """

    id: str | None = json_field("id", TEXT, default=None)
    webhook_id: str = json_field("webhookId", TEXT)
    filter_key: str = json_field("filterKey", TEXT)
    filter_value: str = json_field("filterValue", TEXT)
    filter_type: FilterType | str = json_field("filterType", Choice(FilterType))
    filter_operation: FilterOperation | str = json_field("filterOperation", Choice(FilterOperation))
    filter_operator: FilterOperation | str | None = json_field("filterOperator", Choice(FilterOperation), default=None)
    active: bool = json_field("active", BOOLEAN)
    created_at: datetime.datetime | None = json_field("createdAt", DATETIME, default=None)
    updated_at: datetime.datetime | None = json_field("updatedAt", DATETIME, default=None)
    deleted_at: datetime.datetime | None = json_field("deletedAt", DATETIME, default=None)


parse_webhook_filter = WebhookFilter._parse
