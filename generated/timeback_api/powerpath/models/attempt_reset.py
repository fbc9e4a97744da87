"""What became of an attempt that was to be cleared."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import FLAG, NUMBER, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class AttemptReset(Model):
    """What became of an attempt that was to be cleared.

    Attributes:
        success: Whether the attempt was cleared.
        score: The score after that, as a rule 0.
    """
    success: bool | None
    score: float | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, AttemptReset)
        v: Any
        d = self._begin()
        if (v := self.success) is not None or "success" in d:
            d["success"] = v
        if (v := self.score) is not None or "score" in d:
            d["score"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> AttemptReset:
        return parse_attempt_reset(data)


def parse_attempt_reset(d: dict[str, Any]) -> AttemptReset:
    self: AttemptReset = new(_AttemptReset)
    self._raw = d
    self._changed = None
    self.success = d.get("success")
    self.score = d.get("score")
    self.__class__ = AttemptReset
    return self




_AttemptReset = seed(AttemptReset)
AttemptReset.FIELDS = {
    "success": Field("success", FLAG, True),
    "score": Field("score", NUMBER, True),
}
