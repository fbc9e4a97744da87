"""State of a test assignment."""

from enum import StrEnum


class TestAssignmentStatus(StrEnum):
    """State of a test assignment."""

    ASSIGNED = "assigned"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    FAILED = "failed"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


as_test_assignment_status = {member.value: member for member in TestAssignmentStatus}.get
