"""The document of a stimulus as a tree."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class StimulusContent(Model):
    """The document of a stimulus as a tree.

    Attributes:
        qti_assessment_stimulus: The element qti-assessment-stimulus.
    """
    qti_assessment_stimulus: StimulusElement | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, StimulusContent)
        v: Any
        d = self._begin()
        if (v := self.qti_assessment_stimulus) is not None or "qti-assessment-stimulus" in d:
            d["qti-assessment-stimulus"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.qti_assessment_stimulus = parse_stimulus_element(v, True) if type(v := d.get("qti-assessment-stimulus")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> StimulusContent:
        return parse_stimulus_content(data)


def parse_stimulus_content(d: dict[str, Any], whole: bool = False) -> StimulusContent:
    self: StimulusContent = new(_StimulusContent)
    self._raw = d
    self._changed = None
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = StimulusContent
    return self


from timeback_api.qti.models.stimulus_element import StimulusElement, parse_stimulus_element  # noqa: E402

_StimulusContent = seed(StimulusContent)
StimulusContent.FIELDS = {
    "qti_assessment_stimulus": Field("qti-assessment-stimulus", One(StimulusElement)),
}
StimulusContent.INSIDE = {
    "qti_assessment_stimulus": ("qti-assessment-stimulus", StimulusElement),
}
