from __future__ import annotations

from timeback_api.webhooks.models.webhook_filter import WebhookFilter
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import ListOf, json_field


class FilterList(Model):
    """A list of filters.

    Attributes:
        filters: The filters.
    """

    filters: list[WebhookFilter] = json_field("filters", ListOf(ModelOf(WebhookFilter)))


parse_filter_list = FilterList._parse
