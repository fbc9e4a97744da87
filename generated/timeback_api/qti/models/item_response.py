"""An answer to an item."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Either, Field, Many


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ItemResponse(Model):
    """An answer to an item.

    Attributes:
        identifier: Identifier of the item, the same as in the path.
        response: Answer to one interaction of a question: the identifier of a choice or the text that was entered, or
            a list where the interaction takes several values. Pairs are written as two identifiers with a space
            between them, points as two numbers.
        response_identifier: Name of the response variable that is answered, for items that have several. The
            platform's document does not mention it, but some clients send it.
        value: Answer to one interaction of a question: the identifier of a choice or the text that was entered, or a
            list where the interaction takes several values. Pairs are written as two identifiers with a space between
            them, points as two numbers.
    """
    identifier: str | None
    response: str | list[str] | None
    response_identifier: str | None = None
    value: str | list[str] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, ItemResponse)
        v: Any
        d = self._begin()
        if (v := self.identifier) is not None or "identifier" in d:
            d["identifier"] = v
        if (v := self.response) is not None or "response" in d:
            d["response"] = v
        if (v := self.response_identifier) is not None or "responseIdentifier" in d:
            d["responseIdentifier"] = v
        if (v := self.value) is not None or "value" in d:
            d["value"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ItemResponse:
        return parse_item_response(data)


def parse_item_response(d: dict[str, Any]) -> ItemResponse:
    self: ItemResponse = new(_ItemResponse)
    self._raw = d
    self._changed = None
    self.identifier = d.get("identifier")
    self.response = d.get("response")
    self.response_identifier = d.get("responseIdentifier")
    self.value = d.get("value")
    self.__class__ = ItemResponse
    return self




_ItemResponse = seed(ItemResponse)
ItemResponse.FIELDS = {
    "identifier": Field("identifier", TEXT, True),
    "response": Field("response", Either(TEXT, Many(TEXT)), True),
    "response_identifier": Field("responseIdentifier", TEXT),
    "value": Field("value", Either(TEXT, Many(TEXT))),
}
