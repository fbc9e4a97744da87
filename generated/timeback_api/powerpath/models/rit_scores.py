"""RIT scores of a student in NWEA MAP tests."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RitScores(Model):
    """RIT scores of a student in NWEA MAP tests.

    Attributes:
        growth: A RIT score and the grade that it stands for.
        screening: A RIT score and the grade that it stands for.
    """
    growth: RitScore | None = None
    screening: RitScore | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, RitScores)
        v: Any
        d = self._begin()
        if (v := self.growth) is not None or "GROWTH" in d:
            d["GROWTH"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.screening) is not None or "SCREENING" in d:
            d["SCREENING"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.growth = parse_rit_score(v) if type(v := d.get("GROWTH")) is dict else v
        self.screening = parse_rit_score(v) if type(v := d.get("SCREENING")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> RitScores:
        return parse_rit_scores(data)


def parse_rit_scores(d: dict[str, Any], whole: bool = False) -> RitScores:
    self: RitScores = new(_RitScores)
    self._raw = d
    self._changed = None
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = RitScores
    return self


from timeback_api.powerpath.models.rit_score import RitScore, parse_rit_score  # noqa: E402

_RitScores = seed(RitScores)
RitScores.FIELDS = {
    "growth": Field("GROWTH", One(RitScore)),
    "screening": Field("SCREENING", One(RitScore)),
}
RitScores.INSIDE = {
    "growth": ("GROWTH", RitScore),
    "screening": ("SCREENING", RitScore),
}
