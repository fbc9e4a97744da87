"""Why a webhook is invalid."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.webhooks.models.property_problem import PropertyProblem, parse_property_problem
from timeback_runtime.model import Model, copy_payload, list_to_dicts, new_model, parse_list, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import TEXT, Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class WebhookProblem(Model):
    """Why a webhook is invalid.

    Attributes:
        error: Explanation for people.
        details: The problems, one for each property.
    """

    FIELDS = {"error": Field("error", TEXT, True), "details": Field("details", ListOf(ModelOf(PropertyProblem)), True)}
    NESTED = {"details": ("details", PropertyProblem)}

    error: str
    details: list[PropertyProblem]

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, WebhookProblem)
        value: Any
        data = self._start_dict()
        if (value := self.error) is not None or "error" in data:
            data["error"] = value
        if (value := self.details) is not None or "details" in data:
            data["details"] = list_to_dicts(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        self.details = parse_list(data.get("details"), parse_property_problem)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> WebhookProblem:
        return parse_webhook_problem(data)


_UntrackedWebhookProblem = untracked_subclass(WebhookProblem)


def parse_webhook_problem(data: Any, deep: bool = False) -> WebhookProblem:
    instance: WebhookProblem = new_model(_UntrackedWebhookProblem)
    instance._received = data
    instance._changed = None
    instance.error = data.get("error")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = WebhookProblem
    return instance
