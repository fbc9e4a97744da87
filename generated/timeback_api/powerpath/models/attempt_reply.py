"""Reply that carries one attempt."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class AttemptReply(Model):
    """Reply that carries one attempt.

    Attributes:
        attempt: One attempt of a student at a lesson.
    """
    attempt: Attempt | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, AttemptReply)
        v: Any
        d = self._begin()
        if (v := self.attempt) is not None or "attempt" in d:
            d["attempt"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.attempt = parse_attempt(v) if type(v := d.get("attempt")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> AttemptReply:
        return parse_attempt_reply(data)


def parse_attempt_reply(d: dict[str, Any], whole: bool = False) -> AttemptReply:
    self: AttemptReply = new(_AttemptReply)
    self._raw = d
    self._changed = None
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = AttemptReply
    return self


from timeback_api.powerpath.models.attempt import Attempt, parse_attempt  # noqa: E402

_AttemptReply = seed(AttemptReply)
AttemptReply.FIELDS = {
    "attempt": Field("attempt", One(Attempt), True),
}
AttemptReply.INSIDE = {
    "attempt": ("attempt", Attempt),
}
