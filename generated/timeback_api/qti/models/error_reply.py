from __future__ import annotations

from timeback_api.qti.models.error_meta import ErrorMeta
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import TEXT, json_field


class ErrorReply(Model):
    """Why a request failed. The properties depend on the operation.

    Attributes:
        error: The reason, in one or a few words.
        message: Explanation for people. It may contain values from the request.
        code: The reason as a code.
        details: Further explanation for people. It may contain values from the request.
        event_id: Id of the failure, for the operators of the platform.
        meta: The single faults of a request.
    """

    error: str = json_field("error", TEXT)
    message: str | None = json_field("message", TEXT, default=None)
    code: str | None = json_field("code", TEXT, default=None)
    details: str | None = json_field("details", TEXT, default=None)
    event_id: str | None = json_field("eventId", TEXT, default=None)
    meta: ErrorMeta | None = json_field("meta", ModelOf(ErrorMeta), default=None)


parse_error_reply = ErrorReply._parse
