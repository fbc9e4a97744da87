from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, json_field


class ScoreScaleValue(Model):
    """One value of a score scale. Both sides are text. Their meaning is defined by the users of the scale.

    Attributes:
        item_value_lhs: Left side, usually the score as written, such as "A".
        item_value_rhs: Right side, usually the meaning of the score, such as "90-100".
        value: The value as the platform names it. An extension of the platform: another provider may not know it.
        description: Description of the value. An extension of the platform: another provider may not know it.
    """

    item_value_lhs: str = json_field("itemValueLHS", TEXT)
    item_value_rhs: str = json_field("itemValueRHS", TEXT)
    value: str | None = json_field("value", TEXT, default=None)
    description: str | None = json_field("description", TEXT, default=None)


parse_score_scale_value = ScoreScaleValue._parse
