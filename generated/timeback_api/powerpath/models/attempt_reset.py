from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import BOOLEAN, NUMBER, json_field


class AttemptReset(Model):
    """Result of resetting an attempt.

    Attributes:
        success: Whether the attempt was reset.
        score: The score after that, usually 0.
    """

    success: bool = json_field("success", BOOLEAN)
    score: float = json_field("score", NUMBER)


parse_attempt_reset = AttemptReset._parse
