"""Wrapper of one webhook, used in replies."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.webhooks.models.webhook import Webhook, parse_webhook
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SingleWebhook(Model):
    """Wrapper of one webhook, used in replies.

    Attributes:
        webhook: An address to which events are posted.
    """

    FIELDS = {"webhook": Field("webhook", ModelOf(Webhook), True)}
    NESTED = {"webhook": ("webhook", Webhook)}

    webhook: Webhook

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, SingleWebhook)
        value: Any
        data = self._start_dict()
        if (value := self.webhook) is not None or "webhook" in data:
            data["webhook"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.webhook = parse_webhook(value) if type(value := data.get("webhook")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SingleWebhook:
        return parse_single_webhook(data)


_UntrackedSingleWebhook = untracked_subclass(SingleWebhook)


def parse_single_webhook(data: Any, deep: bool = False) -> SingleWebhook:
    instance: SingleWebhook = new_model(_UntrackedSingleWebhook)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = SingleWebhook
    return instance
