from __future__ import annotations

from timeback_api.powerpath.models.attempt import Attempt
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import json_field


class AttemptReply(Model):
    """Reply that carries one attempt.

    Attributes:
        attempt: One attempt of a student at a lesson.
    """

    attempt: Attempt = json_field("attempt", ModelOf(Attempt))


parse_attempt_reply = AttemptReply._parse
