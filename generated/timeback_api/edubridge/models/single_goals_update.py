"""Wrapper of the outcome of a change of goals."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.edubridge.models.goals_update import GoalsUpdate, parse_goals_update
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SingleGoalsUpdate(Model):
    """Wrapper of the outcome of a change of goals.

    Attributes:
        data: How many enrollments received other goals.
    """

    FIELDS = {"data": Field("data", ModelOf(GoalsUpdate), True)}
    NESTED = {"data": ("data", GoalsUpdate)}

    data: GoalsUpdate

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, SingleGoalsUpdate)
        value: Any
        data = self._start_dict()
        if (value := self.data) is not None or "data" in data:
            data["data"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.data = parse_goals_update(value) if type(value := data.get("data")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SingleGoalsUpdate:
        return parse_single_goals_update(data)


_UntrackedSingleGoalsUpdate = untracked_subclass(SingleGoalsUpdate)


def parse_single_goals_update(data: Any, deep: bool = False) -> SingleGoalsUpdate:
    instance: SingleGoalsUpdate = new_model(_UntrackedSingleGoalsUpdate)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = SingleGoalsUpdate
    return instance
