from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import BOOLEAN, TEXT, json_field


class TestOutEligibility(Model):
    """Whether a student may take a test-out.

    Attributes:
        eligible: Whether the student is eligible.
        reason: Reason in words; only if the student is not eligible.
    """

    eligible: bool = json_field("eligible", BOOLEAN)
    reason: str | None = json_field("reason", TEXT, default=None)


parse_test_out_eligibility = TestOutEligibility._parse
