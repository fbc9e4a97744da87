from __future__ import annotations

from timeback_api.webhooks.models.webhook_filter import WebhookFilter
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import json_field


class SingleFilter(Model):
    """Wrapper of one filter, used in replies.

    Attributes:
        filter_: A condition on the events that a webhook reports.
    """

    filter_: WebhookFilter = json_field("filter", ModelOf(WebhookFilter))


parse_single_filter = SingleFilter._parse
