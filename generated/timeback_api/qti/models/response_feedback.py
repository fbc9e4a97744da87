from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, json_field


class ResponseFeedback(Model):
    """The feedback that an answer gets.

    Attributes:
        identifier: Identifier of the feedback: `correct` or `incorrect` if the item defines none.
        value: Text of the feedback.
    """

    identifier: str = json_field("identifier", TEXT)
    value: str = json_field("value", TEXT)


parse_response_feedback = ResponseFeedback._parse
