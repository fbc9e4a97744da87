"""Whether a test-out was assigned anew or was open already."""

from enum import StrEnum


class StartedTestOutStatus(StrEnum):
    """Whether a test-out was assigned anew or was open already."""

    CREATED = "created"
    EXISTING = "existing"


as_started_test_out_status = {member.value: member for member in StartedTestOutStatus}.get
