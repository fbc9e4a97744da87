from __future__ import annotations

from timeback_api.powerpath.models.operation_result import OperationResult
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import BOOLEAN, NUMBER, TEXT, ListOf, json_field


class OperationSync(Model):
    """Result of applying the operations of a lesson plan.

    Attributes:
        success: Whether the operations were gone through.
        message: Explanation for people.
        operation_count: Number of operations that were gone through.
        operation_results: One result for each operation, in sequence.
    """

    success: bool = json_field("success", BOOLEAN)
    message: str | None = json_field("message", TEXT, default=None)
    operation_count: float = json_field("operationCount", NUMBER)
    operation_results: list[OperationResult] = json_field("operationResults", ListOf(ModelOf(OperationResult)))


parse_operation_sync = OperationSync._parse
