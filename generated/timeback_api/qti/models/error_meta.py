from __future__ import annotations

from timeback_api.qti.models.error_issue import ErrorIssue
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import TEXT, ListOf, json_field


class ErrorMeta(Model):
    """The single faults of a request.

    Attributes:
        issues: The faults.
        event_id: Id of the failure, for the operators of the platform.
    """

    issues: list[ErrorIssue] = json_field("issues", ListOf(ModelOf(ErrorIssue)))
    event_id: str | None = json_field("eventId", TEXT, default=None)


parse_error_meta = ErrorMeta._parse
