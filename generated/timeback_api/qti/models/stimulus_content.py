"""The document of a stimulus as a tree."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api._core.checks import Field, One
from timeback_api._core.model import Model, new


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class StimulusContent(Model):
    """The document of a stimulus as a tree.

    Attributes:
        qti_assessment_stimulus: The element qti-assessment-stimulus.
    """
    qti_assessment_stimulus: StimulusElement | None = None

    def to_dict(self) -> dict[str, Any]:
        v: Any
        d = came.copy() if type(came := self._raw) is dict else self._begin()
        if (v := self.qti_assessment_stimulus) is not None or "qti-assessment-stimulus" in d:
            d["qti-assessment-stimulus"] = v.to_dict() if isinstance(v, Model) else v
        return d if type(came) is dict else self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> StimulusContent:
        return parse_stimulus_content(data)


def parse_stimulus_content(d: dict[str, Any]) -> StimulusContent:
    self: StimulusContent = new(StimulusContent)
    self._raw = d  # type: ignore[misc]  # a slot of the base class
    self.qti_assessment_stimulus = parse_stimulus_element(v) if type(v := d.get("qti-assessment-stimulus")) is dict else v
    return self


from timeback_api.qti.models.stimulus_element import StimulusElement, parse_stimulus_element  # noqa: E402

StimulusContent.FIELDS = {
    "qti_assessment_stimulus": Field("qti-assessment-stimulus", One(StimulusElement)),
}
