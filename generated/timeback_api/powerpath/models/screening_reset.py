"""The student whose screening session is reset."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ScreeningReset(Model):
    """The student whose screening session is reset.

    Attributes:
        user_id: Id of the student.
    """
    user_id: str | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, ScreeningReset)
        v: Any
        d = self._begin()
        if (v := self.user_id) is not None or "userId" in d:
            d["userId"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ScreeningReset:
        return parse_screening_reset(data)


def parse_screening_reset(d: dict[str, Any]) -> ScreeningReset:
    self: ScreeningReset = new(_ScreeningReset)
    self._raw = d
    self._changed = None
    self.user_id = d.get("userId")
    self.__class__ = ScreeningReset
    return self




_ScreeningReset = seed(ScreeningReset)
ScreeningReset.FIELDS = {
    "user_id": Field("userId", TEXT, True),
}
