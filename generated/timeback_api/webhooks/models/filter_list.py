"""A list of filters."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.webhooks.models.webhook_filter import WebhookFilter, parse_webhook_filter
from timeback_runtime.model import Model, copy_payload, list_to_dicts, new_model, parse_list, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class FilterList(Model):
    """A list of filters.

    Attributes:
        filters: The filters.
    """

    FIELDS = {"filters": Field("filters", ListOf(ModelOf(WebhookFilter)), True)}
    NESTED = {"filters": ("filters", WebhookFilter)}

    filters: list[WebhookFilter]

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, FilterList)
        value: Any
        data = self._start_dict()
        if (value := self.filters) is not None or "filters" in data:
            data["filters"] = list_to_dicts(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        self.filters = parse_list(data.get("filters"), parse_webhook_filter)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> FilterList:
        return parse_filter_list(data)


_UntrackedFilterList = untracked_subclass(FilterList)


def parse_filter_list(data: Any, deep: bool = False) -> FilterList:
    instance: FilterList = new_model(_UntrackedFilterList)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = FilterList
    return instance
