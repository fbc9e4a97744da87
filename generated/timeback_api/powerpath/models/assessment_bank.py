"""Tests that are served in turn, the first one first."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, Many, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class AssessmentBank(Model):
    """Tests that are served in turn, the first one first.

    Attributes:
        resources: The tests in the order in which attempts get them.
    """
    resources: list[QtiSource] | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, AssessmentBank)
        v: Any
        d = self._begin()
        if (v := self.resources) is not None or "resources" in d:
            d["resources"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.resources = ([parse_qti_source(i) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("resources")) is list else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> AssessmentBank:
        return parse_assessment_bank(data)


def parse_assessment_bank(d: dict[str, Any], whole: bool = False) -> AssessmentBank:
    self: AssessmentBank = new(_AssessmentBank)
    self._raw = d
    self._changed = None
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = AssessmentBank
    return self


from timeback_api.powerpath.models.qti_source import QtiSource, parse_qti_source  # noqa: E402

_AssessmentBank = seed(AssessmentBank)
AssessmentBank.FIELDS = {
    "resources": Field("resources", Many(One(QtiSource), 1), True),
}
AssessmentBank.INSIDE = {
    "resources": ("resources", QtiSource),
}
