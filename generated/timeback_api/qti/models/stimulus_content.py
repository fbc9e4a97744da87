"""The document of a stimulus as a tree."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.qti.models.stimulus_element import StimulusElement, parse_stimulus_element
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class StimulusContent(Model):
    """The document of a stimulus as a tree.

    Attributes:
        qti_assessment_stimulus: The element qti-assessment-stimulus.
    """

    FIELDS = {"qti_assessment_stimulus": Field("qti-assessment-stimulus", ModelOf(StimulusElement))}
    NESTED = {"qti_assessment_stimulus": ("qti-assessment-stimulus", StimulusElement)}

    qti_assessment_stimulus: StimulusElement | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, StimulusContent)
        value: Any
        data = self._start_dict()
        if (value := self.qti_assessment_stimulus) is not None or "qti-assessment-stimulus" in data:
            data["qti-assessment-stimulus"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.qti_assessment_stimulus = (
            parse_stimulus_element(value, True) if type(value := data.get("qti-assessment-stimulus")) is dict else value
        )

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> StimulusContent:
        return parse_stimulus_content(data)


_UntrackedStimulusContent = untracked_subclass(StimulusContent)


def parse_stimulus_content(data: Any, deep: bool = False) -> StimulusContent:
    instance: StimulusContent = new_model(_UntrackedStimulusContent)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = StimulusContent
    return instance
