"""RIT scores of a student in NWEA MAP tests."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.powerpath.models.rit_score import RitScore, parse_rit_score
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RitScores(Model):
    """RIT scores of a student in NWEA MAP tests.

    Attributes:
        growth: A RIT score and the matching grade.
        screening: A RIT score and the matching grade.
    """

    FIELDS = {"growth": Field("GROWTH", ModelOf(RitScore)), "screening": Field("SCREENING", ModelOf(RitScore))}
    NESTED = {"growth": ("GROWTH", RitScore), "screening": ("SCREENING", RitScore)}

    growth: RitScore | None = None
    screening: RitScore | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, RitScores)
        value: Any
        data = self._start_dict()
        if (value := self.growth) is not None or "GROWTH" in data:
            data["GROWTH"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.screening) is not None or "SCREENING" in data:
            data["SCREENING"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.growth = parse_rit_score(value) if type(value := data.get("GROWTH")) is dict else value
        self.screening = parse_rit_score(value) if type(value := data.get("SCREENING")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> RitScores:
        return parse_rit_scores(data)


_UntrackedRitScores = untracked_subclass(RitScores)


def parse_rit_scores(data: Any, deep: bool = False) -> RitScores:
    instance: RitScores = new_model(_UntrackedRitScores)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = RitScores
    return instance
