"""One value of a score scale."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ScoreScaleValue(Model):
    """One value of a score scale. Both sides are text, and which way they are read is agreed between those who use it.

    Attributes:
        item_value_lhs: Left side, as a rule the score as it is written, such as "A".
        item_value_rhs: Right side, as a rule what the score stands for, such as "90-100".
        value: The value as the platform names it.
        description: What the value means, in words.
    """
    item_value_lhs: str | None
    item_value_rhs: str | None
    value: str | None = None
    description: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, ScoreScaleValue)
        v: Any
        d = self._begin()
        if (v := self.item_value_lhs) is not None or "itemValueLHS" in d:
            d["itemValueLHS"] = v
        if (v := self.item_value_rhs) is not None or "itemValueRHS" in d:
            d["itemValueRHS"] = v
        if (v := self.value) is not None or "value" in d:
            d["value"] = v
        if (v := self.description) is not None or "description" in d:
            d["description"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ScoreScaleValue:
        return parse_score_scale_value(data)


def parse_score_scale_value(d: dict[str, Any]) -> ScoreScaleValue:
    self: ScoreScaleValue = new(_ScoreScaleValue)
    self._raw = d
    self._changed = None
    self.item_value_lhs = d.get("itemValueLHS")
    self.item_value_rhs = d.get("itemValueRHS")
    self.value = d.get("value")
    self.description = d.get("description")
    self.__class__ = ScoreScaleValue
    return self




_ScoreScaleValue = seed(ScoreScaleValue)
ScoreScaleValue.FIELDS = {
    "item_value_lhs": Field("itemValueLHS", TEXT, True),
    "item_value_rhs": Field("itemValueRHS", TEXT, True),
    "value": Field("value", TEXT),
    "description": Field("description", TEXT),
}
