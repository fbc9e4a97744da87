"""One value of a score scale."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ScoreScaleValue(Model):
    """One value of a score scale. Both sides are text. Their meaning is defined by the users of the scale.

    Attributes:
        item_value_lhs: Left side, usually the score as written, such as "A".
        item_value_rhs: Right side, usually the meaning of the score, such as "90-100".
        value: The value as the platform names it. An extension of the platform: another provider may not know it.
        description: Description of the value. An extension of the platform: another provider may not know it.
    """

    FIELDS = {
        "item_value_lhs": Field("itemValueLHS", TEXT, True),
        "item_value_rhs": Field("itemValueRHS", TEXT, True),
        "value": Field("value", TEXT),
        "description": Field("description", TEXT),
    }

    item_value_lhs: str
    item_value_rhs: str
    value: str | None = None
    description: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, ScoreScaleValue)
        value: Any
        data = self._start_dict()
        if (value := self.item_value_lhs) is not None or "itemValueLHS" in data:
            data["itemValueLHS"] = value
        if (value := self.item_value_rhs) is not None or "itemValueRHS" in data:
            data["itemValueRHS"] = value
        if (value := self.value) is not None or "value" in data:
            data["value"] = value
        if (value := self.description) is not None or "description" in data:
            data["description"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ScoreScaleValue:
        return parse_score_scale_value(data)


_UntrackedScoreScaleValue = untracked_subclass(ScoreScaleValue)


def parse_score_scale_value(data: Any) -> ScoreScaleValue:
    instance: ScoreScaleValue = new_model(_UntrackedScoreScaleValue)
    instance._received = data
    instance._changed = None
    instance.item_value_lhs = data.get("itemValueLHS")
    instance.item_value_rhs = data.get("itemValueRHS")
    instance.value = data.get("value")
    instance.description = data.get("description")
    instance.__class__ = ScoreScaleValue
    return instance
