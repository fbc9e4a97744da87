"""Tests that are served in turn, the first one first."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api._core.checks import Field, Many, One
from timeback_api._core.model import Model, new


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class AssessmentBank(Model):
    """Tests that are served in turn, the first one first.

    Attributes:
        resources: The tests in the order in which attempts get them.
    """
    resources: list[QtiSource] | None

    def to_dict(self) -> dict[str, Any]:
        v: Any
        d = came.copy() if type(came := self._raw) is dict else self._begin()
        if (v := self.resources) is not None or "resources" in d:
            d["resources"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        return d if type(came) is dict else self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> AssessmentBank:
        return parse_assessment_bank(data)


def parse_assessment_bank(d: dict[str, Any]) -> AssessmentBank:
    self: AssessmentBank = new(AssessmentBank)
    self._raw = d  # type: ignore[misc]  # a slot of the base class
    self.resources = ([parse_qti_source(i) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("resources")) is list else v
    return self


from timeback_api.powerpath.models.qti_source import QtiSource, parse_qti_source  # noqa: E402

AssessmentBank.FIELDS = {
    "resources": Field("resources", Many(One(QtiSource), 1), True),
}
