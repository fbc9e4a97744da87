"""Result of assigning several tests at once."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.powerpath.models.created_test_assignment import CreatedTestAssignment, parse_created_test_assignment
from timeback_api.powerpath.models.row_error import RowError, parse_row_error
from timeback_runtime.model import Model, copy_payload, list_to_dicts, new_model, parse_list, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import BOOLEAN, Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class BulkTestAssignments(Model):
    """Result of assigning several tests at once.

    Attributes:
        success: Whether the assignments were created. Either all of them are created or none.
        results: Ids of the new assignments. Empty if there were errors.
        errors: All faults that were found.
    """

    FIELDS = {
        "success": Field("success", BOOLEAN, True),
        "results": Field("results", ListOf(ModelOf(CreatedTestAssignment)), True),
        "errors": Field("errors", ListOf(ModelOf(RowError)), True),
    }
    NESTED = {"results": ("results", CreatedTestAssignment), "errors": ("errors", RowError)}

    success: bool
    results: list[CreatedTestAssignment]
    errors: list[RowError]

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, BulkTestAssignments)
        value: Any
        data = self._start_dict()
        if (value := self.success) is not None or "success" in data:
            data["success"] = value
        if (value := self.results) is not None or "results" in data:
            data["results"] = list_to_dicts(value)
        if (value := self.errors) is not None or "errors" in data:
            data["errors"] = list_to_dicts(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        self.results = parse_list(data.get("results"), parse_created_test_assignment)
        self.errors = parse_list(data.get("errors"), parse_row_error)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> BulkTestAssignments:
        return parse_bulk_test_assignments(data)


_UntrackedBulkTestAssignments = untracked_subclass(BulkTestAssignments)


def parse_bulk_test_assignments(data: Any, deep: bool = False) -> BulkTestAssignments:
    instance: BulkTestAssignments = new_model(_UntrackedBulkTestAssignments)
    instance._received = data
    instance._changed = None
    instance.success = data.get("success")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = BulkTestAssignments
    return instance
