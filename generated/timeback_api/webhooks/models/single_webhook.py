from __future__ import annotations

from timeback_api.webhooks.models.webhook import Webhook
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import json_field


class SingleWebhook(Model):
    """Wrapper of one webhook, used in replies.

    Attributes:
        webhook: An address to which events are posted.
    """

    webhook: Webhook = json_field("webhook", ModelOf(Webhook))


parse_single_webhook = SingleWebhook._parse
