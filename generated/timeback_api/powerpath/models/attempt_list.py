from __future__ import annotations

from timeback_api.powerpath.models.attempt import Attempt
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import ListOf, json_field


class AttemptList(Model):
    """All attempts of a student at a lesson.

    Attributes:
        attempts: The attempts.
    """

    attempts: list[Attempt] = json_field("attempts", ListOf(ModelOf(Attempt)))


parse_attempt_list = AttemptList._parse
