"""Wrapper of one score scale, for sending and receiving."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SingleScoreScale(Model):
    """Wrapper of one score scale, for sending and receiving.

    Attributes:
        score_scale: How scores are written down in a class, and what each of them stands for.
    """
    score_scale: ScoreScale | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, SingleScoreScale)
        v: Any
        d = self._begin()
        if (v := self.score_scale) is not None or "scoreScale" in d:
            d["scoreScale"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.score_scale = parse_score_scale(v, True) if type(v := d.get("scoreScale")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SingleScoreScale:
        return parse_single_score_scale(data)


def parse_single_score_scale(d: dict[str, Any], whole: bool = False) -> SingleScoreScale:
    self: SingleScoreScale = new(_SingleScoreScale)
    self._raw = d
    self._changed = None
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = SingleScoreScale
    return self


from timeback_api.gradebook.models.score_scale import ScoreScale, parse_score_scale  # noqa: E402

_SingleScoreScale = seed(SingleScoreScale)
SingleScoreScale.FIELDS = {
    "score_scale": Field("scoreScale", One(ScoreScale), True),
}
SingleScoreScale.INSIDE = {
    "score_scale": ("scoreScale", ScoreScale),
}
