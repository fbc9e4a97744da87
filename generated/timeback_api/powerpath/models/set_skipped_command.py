from __future__ import annotations

from timeback_api.powerpath.models.skip_payload import SkipPayload
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import OneOf, json_field


class SetSkippedCommand(Model):
    """Hides an item from the student, or makes it visible again.

    Attributes:
        type_: Type of the operation.
        payload: Which item to hide or show.
    """

    type_: str = json_field("type", OneOf("set-skipped"), default="set-skipped", required=True)
    payload: SkipPayload = json_field("payload", ModelOf(SkipPayload))


parse_set_skipped_command = SetSkippedCommand._parse
