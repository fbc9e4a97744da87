"""Shows inline feedback for an answer by copying a response variable to an outcome."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class InlineFeedbackBinding(Model):
    """Shows inline feedback for an answer by copying a response variable to an outcome.

    Attributes:
        outcome_identifier: Name of the outcome variable that controls the feedback.
        variable_identifier: Name of the variable whose value it gets.
    """

    FIELDS = {
        "outcome_identifier": Field("outcomeIdentifier", TEXT, True),
        "variable_identifier": Field("variableIdentifier", TEXT, True),
    }

    outcome_identifier: str
    variable_identifier: str

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, InlineFeedbackBinding)
        value: Any
        data = self._start_dict()
        if (value := self.outcome_identifier) is not None or "outcomeIdentifier" in data:
            data["outcomeIdentifier"] = value
        if (value := self.variable_identifier) is not None or "variableIdentifier" in data:
            data["variableIdentifier"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> InlineFeedbackBinding:
        return parse_inline_feedback_binding(data)


_UntrackedInlineFeedbackBinding = untracked_subclass(InlineFeedbackBinding)


def parse_inline_feedback_binding(data: Any) -> InlineFeedbackBinding:
    instance: InlineFeedbackBinding = new_model(_UntrackedInlineFeedbackBinding)
    instance._received = data
    instance._changed = None
    instance.outcome_identifier = data.get("outcomeIdentifier")
    instance.variable_identifier = data.get("variableIdentifier")
    instance.__class__ = InlineFeedbackBinding
    return instance
