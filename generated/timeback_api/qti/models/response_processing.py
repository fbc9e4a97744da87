"""How outcomes are computed from an answer."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.qti.models.inline_feedback_binding import InlineFeedbackBinding, parse_inline_feedback_binding
from timeback_api.qti.models.processing_template import ProcessingTemplate, as_processing_template
from timeback_runtime.model import Model, copy_payload, enum_to_json, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import TEXT, Choice, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ResponseProcessing(Model):
    """How outcomes are computed from an answer.

    Attributes:
        template_type: Standard scoring. `match_correct` gives the full score for the correct response and none
            otherwise. `map_response` adds the values that the response declaration assigns.
        response_declaration_identifier: Name of the response variable to score.
        outcome_identifier: Name of the outcome variable that is set.
        correct_response_identifier: Value of the outcome when the answer is correct.
        incorrect_response_identifier: Value of the outcome when the answer is not correct.
        inline_feedback: Shows inline feedback for an answer by copying a response variable to an outcome.
    """

    FIELDS = {
        "template_type": Field("templateType", Choice(ProcessingTemplate), True),
        "response_declaration_identifier": Field("responseDeclarationIdentifier", TEXT, True),
        "outcome_identifier": Field("outcomeIdentifier", TEXT, True),
        "correct_response_identifier": Field("correctResponseIdentifier", TEXT, True),
        "incorrect_response_identifier": Field("incorrectResponseIdentifier", TEXT, True),
        "inline_feedback": Field("inlineFeedback", ModelOf(InlineFeedbackBinding)),
    }
    NESTED = {"inline_feedback": ("inlineFeedback", InlineFeedbackBinding)}

    template_type: ProcessingTemplate | str
    response_declaration_identifier: str
    outcome_identifier: str
    correct_response_identifier: str
    incorrect_response_identifier: str
    inline_feedback: InlineFeedbackBinding | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, ResponseProcessing)
        value: Any
        data = self._start_dict()
        if (value := self.template_type) is not None or "templateType" in data:
            data["templateType"] = value if type(value) is str else enum_to_json(value)
        if (value := self.response_declaration_identifier) is not None or "responseDeclarationIdentifier" in data:
            data["responseDeclarationIdentifier"] = value
        if (value := self.outcome_identifier) is not None or "outcomeIdentifier" in data:
            data["outcomeIdentifier"] = value
        if (value := self.correct_response_identifier) is not None or "correctResponseIdentifier" in data:
            data["correctResponseIdentifier"] = value
        if (value := self.incorrect_response_identifier) is not None or "incorrectResponseIdentifier" in data:
            data["incorrectResponseIdentifier"] = value
        if (value := self.inline_feedback) is not None or "inlineFeedback" in data:
            data["inlineFeedback"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.inline_feedback = (
            parse_inline_feedback_binding(value) if type(value := data.get("inlineFeedback")) is dict else value
        )

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ResponseProcessing:
        return parse_response_processing(data)


_UntrackedResponseProcessing = untracked_subclass(ResponseProcessing)


def parse_response_processing(data: Any, deep: bool = False) -> ResponseProcessing:
    instance: ResponseProcessing = new_model(_UntrackedResponseProcessing)
    instance._received = data
    instance._changed = None
    instance.template_type = (
        as_processing_template(value, value) if type(value := data.get("templateType")) is str else value
    )
    instance.response_declaration_identifier = data.get("responseDeclarationIdentifier")
    instance.outcome_identifier = data.get("outcomeIdentifier")
    instance.correct_response_identifier = data.get("correctResponseIdentifier")
    instance.incorrect_response_identifier = data.get("incorrectResponseIdentifier")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = ResponseProcessing
    return instance
