from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import Text, json_field


class TestAssignmentChange(Model):
    """What can be changed in a test assignment.

    Attributes:
        test_name: New name of the test.
    """

    test_name: str = json_field("testName", Text(1))


parse_test_assignment_change = TestAssignmentChange._parse
