from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import INTEGER, NUMBER, TEXT, AnyOf, ListOf, json_field


class GoalsUpdate(Model):
    """How many enrollments received other goals.

    Attributes:
        updated: Number of changed enrollments.
        errors: Problems, in words for people.
    """

    updated: int | float = json_field("updated", AnyOf(INTEGER, NUMBER))
    errors: list[str] = json_field("errors", ListOf(TEXT))


parse_goals_update = GoalsUpdate._parse
