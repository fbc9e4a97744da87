"""Makes inline feedback follow an answer, by copying a response variable to an outcome."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class InlineFeedbackBinding(Model):
    """Makes inline feedback follow an answer, by copying a response variable to an outcome.

    Attributes:
        outcome_identifier: Name of the outcome variable that the feedback looks at.
        variable_identifier: Name of the variable whose value it gets.
    """
    outcome_identifier: str | None
    variable_identifier: str | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, InlineFeedbackBinding)
        v: Any
        d = self._begin()
        if (v := self.outcome_identifier) is not None or "outcomeIdentifier" in d:
            d["outcomeIdentifier"] = v
        if (v := self.variable_identifier) is not None or "variableIdentifier" in d:
            d["variableIdentifier"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> InlineFeedbackBinding:
        return parse_inline_feedback_binding(data)


def parse_inline_feedback_binding(d: dict[str, Any]) -> InlineFeedbackBinding:
    self: InlineFeedbackBinding = new(_InlineFeedbackBinding)
    self._raw = d
    self._changed = None
    self.outcome_identifier = d.get("outcomeIdentifier")
    self.variable_identifier = d.get("variableIdentifier")
    self.__class__ = InlineFeedbackBinding
    return self




_InlineFeedbackBinding = seed(InlineFeedbackBinding)
InlineFeedbackBinding.FIELDS = {
    "outcome_identifier": Field("outcomeIdentifier", TEXT, True),
    "variable_identifier": Field("variableIdentifier", TEXT, True),
}
