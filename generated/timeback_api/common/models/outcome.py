from __future__ import annotations

from typing import Any

from timeback_runtime.model import Model
from timeback_runtime.validators import ANY, OBJECT, TEXT, AnyOf, ListOf, OneOf, json_field


class Outcome(Model):
    """Outcome of a request, such as a check, a deletion or a failure.

    Attributes:
        status: Outcome in one word.
        message: Outcome in words for people.
        errors: Details of an outcome. The documents of the platform do not define their form.
    """

    status: str = json_field("status", AnyOf(OneOf("success", "error"), TEXT))
    message: str = json_field("message", TEXT)
    errors: dict[str, Any] | list[Any] | str | None = json_field(
        "errors", AnyOf(OBJECT, ListOf(ANY), TEXT), default=None
    )


parse_outcome = Outcome._parse
