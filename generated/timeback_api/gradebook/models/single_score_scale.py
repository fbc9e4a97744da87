"""Wrapper of one score scale, used in requests and replies."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.gradebook.models.score_scale import ScoreScale, parse_score_scale
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SingleScoreScale(Model):
    """Wrapper of one score scale, used in requests and replies.

    Attributes:
        score_scale: The scores used in a class, and the meaning of each.
    """

    FIELDS = {"score_scale": Field("scoreScale", ModelOf(ScoreScale), True)}
    NESTED = {"score_scale": ("scoreScale", ScoreScale)}

    score_scale: ScoreScale

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, SingleScoreScale)
        value: Any
        data = self._start_dict()
        if (value := self.score_scale) is not None or "scoreScale" in data:
            data["scoreScale"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.score_scale = parse_score_scale(value, True) if type(value := data.get("scoreScale")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SingleScoreScale:
        return parse_single_score_scale(data)


_UntrackedSingleScoreScale = untracked_subclass(SingleScoreScale)


def parse_single_score_scale(data: Any, deep: bool = False) -> SingleScoreScale:
    instance: SingleScoreScale = new_model(_UntrackedSingleScoreScale)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = SingleScoreScale
    return instance
