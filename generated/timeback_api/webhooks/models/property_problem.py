from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, ListOf, json_field


class PropertyProblem(Model):
    """Why one property is invalid.

    Attributes:
        code: Kind of problem, in one word.
        expected: What was expected.
        received: What was received.
        path: Path of the property.
        message: Explanation for people.
    """

    code: str | None = json_field("code", TEXT, default=None)
    expected: str | None = json_field("expected", TEXT, default=None)
    received: str | None = json_field("received", TEXT, default=None)
    path: list[str] | None = json_field("path", ListOf(TEXT), default=None)
    message: str | None = json_field("message", TEXT, default=None)


parse_property_problem = PropertyProblem._parse
