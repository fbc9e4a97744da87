from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, json_field


class ResponseFeedback(Model):
    """Feedback of the question on an answer.

    Attributes:
        identifier: Identifier of the feedback in the assessment item.
        value: The feedback.
    """

    identifier: str | None = json_field("identifier", TEXT, default=None)
    value: str | None = json_field("value", TEXT, default=None)


parse_response_feedback = ResponseFeedback._parse
