from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, json_field


class InlineFeedbackBinding(Model):
    """Shows inline feedback for an answer by copying a response variable to an outcome.

    Attributes:
        outcome_identifier: Name of the outcome variable that controls the feedback.
        variable_identifier: Name of the variable whose value it gets.
    """

    outcome_identifier: str = json_field("outcomeIdentifier", TEXT)
    variable_identifier: str = json_field("variableIdentifier", TEXT)


parse_inline_feedback_binding = InlineFeedbackBinding._parse
