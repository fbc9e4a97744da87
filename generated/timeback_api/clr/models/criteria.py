"""What a person must do for an achievement."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Criteria(Model):
    """What a person must do for an achievement.

    Attributes:
        id: Address of the criteria.
        narrative: The criteria as text.
    """

    FIELDS = {"id": Field("id", TEXT), "narrative": Field("narrative", TEXT)}

    id: str | None = None
    narrative: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, Criteria)
        value: Any
        data = self._start_dict()
        if (value := self.id) is not None or "id" in data:
            data["id"] = value
        if (value := self.narrative) is not None or "narrative" in data:
            data["narrative"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Criteria:
        return parse_criteria(data)


_UntrackedCriteria = untracked_subclass(Criteria)


def parse_criteria(data: Any) -> Criteria:
    instance: Criteria = new_model(_UntrackedCriteria)
    instance._received = data
    instance._changed = None
    instance.id = data.get("id")
    instance.narrative = data.get("narrative")
    instance.__class__ = Criteria
    return instance
