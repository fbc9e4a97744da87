"""Whether a student may take a test-out."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import BOOLEAN, TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class TestOutEligibility(Model):
    """Whether a student may take a test-out.

    Attributes:
        eligible: Whether the student is eligible.
        reason: Reason in words; only if the student is not eligible.
    """

    FIELDS = {"eligible": Field("eligible", BOOLEAN, True), "reason": Field("reason", TEXT)}

    eligible: bool
    reason: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, TestOutEligibility)
        value: Any
        data = self._start_dict()
        if (value := self.eligible) is not None or "eligible" in data:
            data["eligible"] = value
        if (value := self.reason) is not None or "reason" in data:
            data["reason"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> TestOutEligibility:
        return parse_test_out_eligibility(data)


_UntrackedTestOutEligibility = untracked_subclass(TestOutEligibility)


def parse_test_out_eligibility(data: Any) -> TestOutEligibility:
    instance: TestOutEligibility = new_model(_UntrackedTestOutEligibility)
    instance._received = data
    instance._changed = None
    instance.eligible = data.get("eligible")
    instance.reason = data.get("reason")
    instance.__class__ = TestOutEligibility
    return instance
