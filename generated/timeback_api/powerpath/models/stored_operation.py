from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import BOOLEAN, TEXT, json_field


class StoredOperation(Model):
    """Confirmation of an operation that was written to the log.

    Attributes:
        success: Whether the operation was stored.
        operation_id: Id of the operation.
        message: Explanation for people.
    """

    success: bool = json_field("success", BOOLEAN)
    operation_id: str | None = json_field("operationId", TEXT, default=None)
    message: str | None = json_field("message", TEXT, default=None)


parse_stored_operation = StoredOperation._parse
