"""Tests to assign at once."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.powerpath.models.new_test_assignment import NewTestAssignment, parse_new_test_assignment
from timeback_runtime.model import Model, copy_payload, list_to_dicts, new_model, parse_list, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class NewTestAssignments(Model):
    """Tests to assign at once.

    Attributes:
        items: The assignments.
    """

    FIELDS = {"items": Field("items", ListOf(ModelOf(NewTestAssignment), 1), True)}
    NESTED = {"items": ("items", NewTestAssignment)}

    items: list[NewTestAssignment]

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, NewTestAssignments)
        value: Any
        data = self._start_dict()
        if (value := self.items) is not None or "items" in data:
            data["items"] = list_to_dicts(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        self.items = parse_list(data.get("items"), parse_new_test_assignment)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> NewTestAssignments:
        return parse_new_test_assignments(data)


_UntrackedNewTestAssignments = untracked_subclass(NewTestAssignments)


def parse_new_test_assignments(data: Any, deep: bool = False) -> NewTestAssignments:
    instance: NewTestAssignments = new_model(_UntrackedNewTestAssignments)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = NewTestAssignments
    return instance
