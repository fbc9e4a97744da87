"""What became of an attempt that was to be cleared."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api._core.checks import FLAG, NUMBER, Field
from timeback_api._core.model import Model, new


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
        v: Any
        d = came.copy() if type(came := self._raw) is dict else self._begin()
        if (v := self.success) is not None or "success" in d:
            d["success"] = v
        if (v := self.score) is not None or "score" in d:
            d["score"] = v
        return d if type(came) is dict else self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> AttemptReset:
        return parse_attempt_reset(data)


def parse_attempt_reset(d: dict[str, Any]) -> AttemptReset:
    self: AttemptReset = new(AttemptReset)
    self._raw = d  # type: ignore[misc]  # a slot of the base class
    self.success = d.get("success")
    self.score = d.get("score")
    return self




AttemptReset.FIELDS = {
    "success": Field("success", FLAG, True),
    "score": Field("score", NUMBER, True),
}
