from __future__ import annotations

from timeback_api.powerpath.models.new_test_assignment import NewTestAssignment
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import ListOf, json_field


class NewTestAssignments(Model):
    """Tests to assign at once.

    Attributes:
        items: The assignments.
    """

    items: list[NewTestAssignment] = json_field("items", ListOf(ModelOf(NewTestAssignment), 1))


parse_new_test_assignments = NewTestAssignments._parse
