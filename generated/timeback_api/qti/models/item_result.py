from __future__ import annotations

from timeback_api.qti.models.response_feedback import ResponseFeedback
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import NUMBER, json_field


class ItemResult(Model):
    """What an answer is worth.

    Attributes:
        score: The score, usually 0 or 1, or a value between them for free text.
        feedback: The feedback that an answer gets.
    """

    score: float = json_field("score", NUMBER)
    feedback: ResponseFeedback = json_field("feedback", ModelOf(ResponseFeedback))


parse_item_result = ItemResult._parse
