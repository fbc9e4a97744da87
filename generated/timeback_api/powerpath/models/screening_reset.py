"""The student whose screening session is reset."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ScreeningReset(Model):
    """The student whose screening session is reset.

    Attributes:
        user_id: Id of the student.
    """

    FIELDS = {"user_id": Field("userId", TEXT, True)}

    user_id: str

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, ScreeningReset)
        value: Any
        data = self._start_dict()
        if (value := self.user_id) is not None or "userId" in data:
            data["userId"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ScreeningReset:
        return parse_screening_reset(data)


_UntrackedScreeningReset = untracked_subclass(ScreeningReset)


def parse_screening_reset(data: Any) -> ScreeningReset:
    instance: ScreeningReset = new_model(_UntrackedScreeningReset)
    instance._received = data
    instance._changed = None
    instance.user_id = data.get("userId")
    instance.__class__ = ScreeningReset
    return instance
