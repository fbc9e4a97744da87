from __future__ import annotations

from typing import Any

from timeback_runtime.model import Model
from timeback_runtime.validators import BOOLEAN, OBJECT, json_field


class StudentTestOutAssignment(Model):
    """Whether a test-out was assigned to a student.

    Attributes:
        success: Whether it was assigned.
        data: The assignment. Its schema is not published.
    """

    success: bool = json_field("success", BOOLEAN)
    data: dict[str, Any] | None = json_field("data", OBJECT, default=None)


parse_student_test_out_assignment = StudentTestOutAssignment._parse
