"""All attempts of a student at a lesson."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, Many, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class AttemptList(Model):
    """All attempts of a student at a lesson.

    Attributes:
        attempts: The attempts.
    """
    attempts: list[Attempt] | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, AttemptList)
        v: Any
        d = self._begin()
        if (v := self.attempts) is not None or "attempts" in d:
            d["attempts"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.attempts = ([parse_attempt(i) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("attempts")) is list else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> AttemptList:
        return parse_attempt_list(data)


def parse_attempt_list(d: dict[str, Any], whole: bool = False) -> AttemptList:
    self: AttemptList = new(_AttemptList)
    self._raw = d
    self._changed = None
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = AttemptList
    return self


from timeback_api.powerpath.models.attempt import Attempt, parse_attempt  # noqa: E402

_AttemptList = seed(AttemptList)
AttemptList.FIELDS = {
    "attempts": Field("attempts", Many(One(Attempt)), True),
}
AttemptList.INSIDE = {
    "attempts": ("attempts", Attempt),
}
