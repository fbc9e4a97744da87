"""Whether a test-out was newly assigned or already open."""

from enum import StrEnum


class StartedTestOutStatus(StrEnum):
    """Whether a test-out was newly assigned or already open."""

    CREATED = "created"
    EXISTING = "existing"


as_started_test_out_status = {member.value: member for member in StartedTestOutStatus}.get
