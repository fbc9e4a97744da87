"""How an answer is turned into outcomes."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Choice, Field, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ResponseProcessing(Model):
    """How an answer is turned into outcomes.

    Attributes:
        template_type: Ready-made scoring: `match_correct` gives the full score for the correct response and nothing
            otherwise, `map_response` adds up what the response declaration assigns to each value.
        response_declaration_identifier: Name of the response variable that is judged.
        outcome_identifier: Name of the outcome variable that is set.
        correct_response_identifier: What the outcome is set to when the answer is correct.
        incorrect_response_identifier: What the outcome is set to when the answer is not correct.
        inline_feedback: Makes inline feedback follow an answer, by copying a response variable to an outcome.
    """
    template_type: ProcessingTemplate | str | None
    response_declaration_identifier: str | None
    outcome_identifier: str | None
    correct_response_identifier: str | None
    incorrect_response_identifier: str | None
    inline_feedback: InlineFeedbackBinding | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, ResponseProcessing)
        v: Any
        d = self._begin()
        if (v := self.template_type) is not None or "templateType" in d:
            d["templateType"] = v
        if (v := self.response_declaration_identifier) is not None or "responseDeclarationIdentifier" in d:
            d["responseDeclarationIdentifier"] = v
        if (v := self.outcome_identifier) is not None or "outcomeIdentifier" in d:
            d["outcomeIdentifier"] = v
        if (v := self.correct_response_identifier) is not None or "correctResponseIdentifier" in d:
            d["correctResponseIdentifier"] = v
        if (v := self.incorrect_response_identifier) is not None or "incorrectResponseIdentifier" in d:
            d["incorrectResponseIdentifier"] = v
        if (v := self.inline_feedback) is not None or "inlineFeedback" in d:
            d["inlineFeedback"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.inline_feedback = parse_inline_feedback_binding(v) if type(v := d.get("inlineFeedback")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ResponseProcessing:
        return parse_response_processing(data)


def parse_response_processing(d: dict[str, Any], whole: bool = False) -> ResponseProcessing:
    self: ResponseProcessing = new(_ResponseProcessing)
    self._raw = d
    self._changed = None
    self.template_type = as_processing_template(v, v) if type(v := d.get("templateType")) is str else v
    self.response_declaration_identifier = d.get("responseDeclarationIdentifier")
    self.outcome_identifier = d.get("outcomeIdentifier")
    self.correct_response_identifier = d.get("correctResponseIdentifier")
    self.incorrect_response_identifier = d.get("incorrectResponseIdentifier")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = ResponseProcessing
    return self


from timeback_api.qti.models.inline_feedback_binding import InlineFeedbackBinding, parse_inline_feedback_binding  # noqa: E402
from timeback_api.qti.models.processing_template import ProcessingTemplate, as_processing_template  # noqa: E402

_ResponseProcessing = seed(ResponseProcessing)
ResponseProcessing.FIELDS = {
    "template_type": Field("templateType", Choice(ProcessingTemplate), True),
    "response_declaration_identifier": Field("responseDeclarationIdentifier", TEXT, True),
    "outcome_identifier": Field("outcomeIdentifier", TEXT, True),
    "correct_response_identifier": Field("correctResponseIdentifier", TEXT, True),
    "incorrect_response_identifier": Field("incorrectResponseIdentifier", TEXT, True),
    "inline_feedback": Field("inlineFeedback", One(InlineFeedbackBinding)),
}
ResponseProcessing.INSIDE = {
    "inline_feedback": ("inlineFeedback", InlineFeedbackBinding),
}
