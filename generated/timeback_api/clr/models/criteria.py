from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, json_field


class Criteria(Model):
    """What a person must do for an achievement.

    Attributes:
        id: Address of the criteria.
        narrative: The criteria as text.
    """

    id: str | None = json_field("id", TEXT, default=None)
    narrative: str | None = json_field("narrative", TEXT, default=None)


parse_criteria = Criteria._parse
