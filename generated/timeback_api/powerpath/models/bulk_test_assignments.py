from __future__ import annotations

from timeback_api.powerpath.models.created_test_assignment import CreatedTestAssignment
from timeback_api.powerpath.models.row_error import RowError
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import BOOLEAN, ListOf, json_field


class BulkTestAssignments(Model):
    """Result of assigning several tests at once.

    Attributes:
        success: Whether the assignments were created. Either all of them are created or none.
        results: Ids of the new assignments. Empty if there were errors.
        errors: All faults that were found.
    """

    success: bool = json_field("success", BOOLEAN)
    results: list[CreatedTestAssignment] = json_field("results", ListOf(ModelOf(CreatedTestAssignment)))
    errors: list[RowError] = json_field("errors", ListOf(ModelOf(RowError)))


parse_bulk_test_assignments = BulkTestAssignments._parse
