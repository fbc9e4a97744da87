from __future__ import annotations

from timeback_api.qti.models.inline_feedback_binding import InlineFeedbackBinding
from timeback_api.qti.models.processing_template import ProcessingTemplate
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import TEXT, Choice, json_field


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

    template_type: ProcessingTemplate | str = json_field("templateType", Choice(ProcessingTemplate))
    response_declaration_identifier: str = json_field("responseDeclarationIdentifier", TEXT)
    outcome_identifier: str = json_field("outcomeIdentifier", TEXT)
    correct_response_identifier: str = json_field("correctResponseIdentifier", TEXT)
    incorrect_response_identifier: str = json_field("incorrectResponseIdentifier", TEXT)
    inline_feedback: InlineFeedbackBinding | None = json_field(
        "inlineFeedback", ModelOf(InlineFeedbackBinding), default=None
    )


parse_response_processing = ResponseProcessing._parse
