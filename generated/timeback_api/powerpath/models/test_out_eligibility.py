"""Whether a student may take a test-out."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api._core.checks import FLAG, TEXT, Field
from timeback_api._core.model import Model, new


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
        v: Any
        d = came.copy() if type(came := self._raw) is dict else self._begin()
        if (v := self.eligible) is not None or "eligible" in d:
            d["eligible"] = v
        if (v := self.reason) is not None or "reason" in d:
            d["reason"] = v
        return d if type(came) is dict else self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> TestOutEligibility:
        return parse_test_out_eligibility(data)


def parse_test_out_eligibility(d: dict[str, Any]) -> TestOutEligibility:
    self: TestOutEligibility = new(TestOutEligibility)
    self._raw = d  # type: ignore[misc]  # a slot of the base class
    self.eligible = d.get("eligible")
    self.reason = d.get("reason")
    return self




TestOutEligibility.FIELDS = {
    "eligible": Field("eligible", FLAG, True),
    "reason": Field("reason", TEXT),
}
