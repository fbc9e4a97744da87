from __future__ import annotations

from typing import Any

from timeback_runtime.model import Model
from timeback_runtime.validators import ANY, OBJECT, TEXT, AnyOf, ListOf, json_field


class Receipt(Model):
    """Reply to an envelope that was accepted.

    Attributes:
        status: Outcome in one word, such as `success`.
        message: Outcome in words for people.
        errors: Details of an outcome. The documents of the platform do not define their form.
        job_id: Id of the job that stores the events.
    """

    status: str | None = json_field("status", TEXT, default=None)
    message: str | None = json_field("message", TEXT, default=None)
    errors: dict[str, Any] | list[Any] | str | None = json_field(
        "errors", AnyOf(OBJECT, ListOf(ANY), TEXT), default=None
    )
    job_id: str | None = json_field("jobId", TEXT, default=None)


parse_receipt = Receipt._parse
