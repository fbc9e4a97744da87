"""How many enrollments received other goals."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.validators import INTEGER, NUMBER, TEXT, AnyOf, Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class GoalsUpdate(Model):
    """How many enrollments received other goals.

    Attributes:
        updated: Number of changed enrollments.
        errors: Problems, in words for people.
    """

    FIELDS = {"updated": Field("updated", AnyOf(INTEGER, NUMBER), True), "errors": Field("errors", ListOf(TEXT), True)}

    updated: int | float
    errors: list[str]

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, GoalsUpdate)
        value: Any
        data = self._start_dict()
        if (value := self.updated) is not None or "updated" in data:
            data["updated"] = value
        if (value := self.errors) is not None or "errors" in data:
            data["errors"] = value if value is data.get("errors") else to_json(value)
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> GoalsUpdate:
        return parse_goals_update(data)


_UntrackedGoalsUpdate = untracked_subclass(GoalsUpdate)


def parse_goals_update(data: Any) -> GoalsUpdate:
    instance: GoalsUpdate = new_model(_UntrackedGoalsUpdate)
    instance._received = data
    instance._changed = None
    instance.updated = data.get("updated")
    instance.errors = data.get("errors")
    instance.__class__ = GoalsUpdate
    return instance
