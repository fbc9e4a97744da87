from __future__ import annotations

from timeback_api.common.models.message import Message
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import BOOLEAN, ListOf, json_field


class OperationResult(Model):
    """Result of one operation.

    Attributes:
        success: Whether the operation was applied.
        errors: Why it was not applied.
    """

    success: bool = json_field("success", BOOLEAN)
    errors: list[Message] | None = json_field("errors", ListOf(ModelOf(Message)), default=None)


parse_operation_result = OperationResult._parse
