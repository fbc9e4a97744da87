"""A list of webhooks."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.webhooks.models.webhook import Webhook, parse_webhook
from timeback_runtime.model import Model, copy_payload, list_to_dicts, new_model, parse_list, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class WebhookList(Model):
    """A list of webhooks.

    Attributes:
        webhooks: The webhooks.
    """

    FIELDS = {"webhooks": Field("webhooks", ListOf(ModelOf(Webhook)), True)}
    NESTED = {"webhooks": ("webhooks", Webhook)}

    webhooks: list[Webhook]

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, WebhookList)
        value: Any
        data = self._start_dict()
        if (value := self.webhooks) is not None or "webhooks" in data:
            data["webhooks"] = list_to_dicts(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        self.webhooks = parse_list(data.get("webhooks"), parse_webhook)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> WebhookList:
        return parse_webhook_list(data)


_UntrackedWebhookList = untracked_subclass(WebhookList)


def parse_webhook_list(data: Any, deep: bool = False) -> WebhookList:
    instance: WebhookList = new_model(_UntrackedWebhookList)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = WebhookList
    return instance
