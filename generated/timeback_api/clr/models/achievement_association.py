from __future__ import annotations

from timeback_api.clr.models.achievement_relation import AchievementRelation
from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, Choice, OneOf, json_field


class AchievementAssociation(Model):
    """A relation between two achievements.

    Attributes:
        type_: Type of the object.
        association_type: How an achievement relates to another one.
        source_id: IRI of the first achievement.
        target_id: IRI of the second achievement.
    """

    type_: str = json_field("type", OneOf("Association"), default="Association", required=True)
    association_type: AchievementRelation | str = json_field("associationType", Choice(AchievementRelation))
    source_id: str = json_field("sourceId", TEXT)
    target_id: str = json_field("targetId", TEXT)


parse_achievement_association = AchievementAssociation._parse
