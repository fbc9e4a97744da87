"""Whether a student may take a test-out."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import FLAG, TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class TestOutEligibility(Model):
    """Whether a student may take a test-out.

    Attributes:
        eligible: Whether the student may.
        reason: Why not, for people. Only where the student may not.
    """
    eligible: bool | None
    reason: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, TestOutEligibility)
        v: Any
        d = self._begin()
        if (v := self.eligible) is not None or "eligible" in d:
            d["eligible"] = v
        if (v := self.reason) is not None or "reason" in d:
            d["reason"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> TestOutEligibility:
        return parse_test_out_eligibility(data)


def parse_test_out_eligibility(d: dict[str, Any]) -> TestOutEligibility:
    self: TestOutEligibility = new(_TestOutEligibility)
    self._raw = d
    self._changed = None
    self.eligible = d.get("eligible")
    self.reason = d.get("reason")
    self.__class__ = TestOutEligibility
    return self




_TestOutEligibility = seed(TestOutEligibility)
TestOutEligibility.FIELDS = {
    "eligible": Field("eligible", FLAG, True),
    "reason": Field("reason", TEXT),
}
