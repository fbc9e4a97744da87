from __future__ import annotations

from timeback_api.webhooks.models.webhook import Webhook
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import ListOf, json_field


class WebhookList(Model):
    """A list of webhooks.

    Attributes:
        webhooks: The webhooks.
    """

    webhooks: list[Webhook] = json_field("webhooks", ListOf(ModelOf(Webhook)))


parse_webhook_list = WebhookList._parse
