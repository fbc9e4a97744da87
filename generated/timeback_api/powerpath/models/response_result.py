from __future__ import annotations

from timeback_api.powerpath.models.response_feedback import ResponseFeedback
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import BOOLEAN, NUMBER, json_field


class ResponseResult(Model):
    """Whether an answer was right.

    Attributes:
        is_correct: Whether the answer was correct.
        score: Score of the answer, from 0 to 1.
        feedback: Feedback of the question on an answer.
    """

    is_correct: bool = json_field("isCorrect", BOOLEAN)
    score: float = json_field("score", NUMBER)
    feedback: ResponseFeedback | None = json_field("feedback", ModelOf(ResponseFeedback), default=None)


parse_response_result = ResponseResult._parse
