"""Wrapper of one filter, used in replies."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.webhooks.models.webhook_filter import WebhookFilter, parse_webhook_filter
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SingleFilter(Model):
    """Wrapper of one filter, used in replies.

    Attributes:
        filter_: A condition on the events that a webhook reports.
    """

    FIELDS = {"filter_": Field("filter", ModelOf(WebhookFilter), True)}
    NESTED = {"filter_": ("filter", WebhookFilter)}

    filter_: WebhookFilter

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, SingleFilter)
        value: Any
        data = self._start_dict()
        if (value := self.filter_) is not None or "filter" in data:
            data["filter"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.filter_ = parse_webhook_filter(value) if type(value := data.get("filter")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SingleFilter:
        return parse_single_filter(data)


_UntrackedSingleFilter = untracked_subclass(SingleFilter)


def parse_single_filter(data: Any, deep: bool = False) -> SingleFilter:
    instance: SingleFilter = new_model(_UntrackedSingleFilter)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = SingleFilter
    return instance
