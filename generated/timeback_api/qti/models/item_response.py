"""An answer to an item."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.validators import TEXT, AnyOf, Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ItemResponse(Model):
    """An answer to an item.

    Attributes:
        identifier: Identifier of the item, the same as in the path.
        response: Answer to one interaction of a question: the identifier of a choice or the text that was entered, or a
            list if the interaction accepts several values. Pairs are written as two identifiers separated by a space,
            points as two numbers.
        response_identifier: Name of the answered response variable, for items that have several. The platform's
            document does not mention it, but some clients send it.
        value: Answer to one interaction of a question: the identifier of a choice or the text that was entered, or a
            list if the interaction accepts several values. Pairs are written as two identifiers separated by a space,
            points as two numbers.
    """

    FIELDS = {
        "identifier": Field("identifier", TEXT, True),
        "response": Field("response", AnyOf(TEXT, ListOf(TEXT)), True),
        "response_identifier": Field("responseIdentifier", TEXT),
        "value": Field("value", AnyOf(TEXT, ListOf(TEXT))),
    }

    identifier: str
    response: str | list[str]
    response_identifier: str | None = None
    value: str | list[str] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, ItemResponse)
        value: Any
        data = self._start_dict()
        if (value := self.identifier) is not None or "identifier" in data:
            data["identifier"] = value
        if (value := self.response) is not None or "response" in data:
            data["response"] = value if value is data.get("response") else to_json(value)
        if (value := self.response_identifier) is not None or "responseIdentifier" in data:
            data["responseIdentifier"] = value
        if (value := self.value) is not None or "value" in data:
            data["value"] = value if value is data.get("value") else to_json(value)
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ItemResponse:
        return parse_item_response(data)


_UntrackedItemResponse = untracked_subclass(ItemResponse)


def parse_item_response(data: Any) -> ItemResponse:
    instance: ItemResponse = new_model(_UntrackedItemResponse)
    instance._received = data
    instance._changed = None
    instance.identifier = data.get("identifier")
    instance.response = data.get("response")
    instance.response_identifier = data.get("responseIdentifier")
    instance.value = data.get("value")
    instance.__class__ = ItemResponse
    return instance
