"""A relation between two achievements."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.clr.models.achievement_relation import AchievementRelation, as_achievement_relation
from timeback_runtime.model import Model, copy_payload, enum_to_json, new_model, untracked_subclass
from timeback_runtime.validators import TEXT, Choice, Field, OneOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class AchievementAssociation(Model):
    """A relation between two achievements.

    Attributes:
        association_type: How an achievement relates to another one.
        source_id: IRI of the first achievement.
        target_id: IRI of the second achievement.
        type_: Type of the object.
    """

    FIELDS = {
        "type_": Field("type", OneOf("Association"), True),
        "association_type": Field("associationType", Choice(AchievementRelation), True),
        "source_id": Field("sourceId", TEXT, True),
        "target_id": Field("targetId", TEXT, True),
    }

    association_type: AchievementRelation | str
    source_id: str
    target_id: str
    type_: str = "Association"

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, AchievementAssociation)
        value: Any
        data = self._start_dict()
        if (value := self.type_) is not None or "type" in data:
            data["type"] = value
        if (value := self.association_type) is not None or "associationType" in data:
            data["associationType"] = value if type(value) is str else enum_to_json(value)
        if (value := self.source_id) is not None or "sourceId" in data:
            data["sourceId"] = value
        if (value := self.target_id) is not None or "targetId" in data:
            data["targetId"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> AchievementAssociation:
        return parse_achievement_association(data)


_UntrackedAchievementAssociation = untracked_subclass(AchievementAssociation)


def parse_achievement_association(data: Any) -> AchievementAssociation:
    instance: AchievementAssociation = new_model(_UntrackedAchievementAssociation)
    instance._received = data
    instance._changed = None
    instance.type_ = data.get("type")
    instance.association_type = (
        as_achievement_relation(value, value) if type(value := data.get("associationType")) is str else value
    )
    instance.source_id = data.get("sourceId")
    instance.target_id = data.get("targetId")
    instance.__class__ = AchievementAssociation
    return instance
