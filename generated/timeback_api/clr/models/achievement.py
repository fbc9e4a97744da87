"""Something that a person can achieve."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.clr.models.criteria import Criteria, parse_criteria
from timeback_api.clr.models.image import Image, parse_image
from timeback_api.clr.models.profile import Profile, parse_profile
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import TEXT, AnyOf, Field, ListOf, OneOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Achievement(Model):
    """Something that a person can achieve.

    Attributes:
        id: IRI of the achievement.
        type_: Types of the object, such as `Achievement`.
        name: Name of the achievement.
        description: Description of the achievement.
        criteria: What a person must do for an achievement.
        image: A picture.
        achievement_type: Kind of achievement. Other values begin with `ext:` by the standard.
        creator: Who defined the achievement.
    """

    FIELDS = {
        "id": Field("id", TEXT, True),
        "type_": Field("type", ListOf(TEXT, 1), True),
        "name": Field("name", TEXT, True),
        "description": Field("description", TEXT, True),
        "criteria": Field("criteria", ModelOf(Criteria), True),
        "image": Field("image", ModelOf(Image)),
        "achievement_type": Field(
            "achievementType",
            AnyOf(
                OneOf(
                    "Achievement",
                    "ApprenticeshipCertificate",
                    "Assessment",
                    "Assignment",
                    "AssociateDegree",
                    "Award",
                    "Badge",
                    "BachelorDegree",
                    "Certificate",
                    "CertificateOfCompletion",
                    "Certification",
                    "CommunityService",
                    "Competency",
                    "Course",
                    "CoCurricular",
                    "Degree",
                    "Diploma",
                    "DoctoralDegree",
                    "Fieldwork",
                    "GeneralEducationDevelopment",
                    "JourneymanCertificate",
                    "LearningProgram",
                    "License",
                    "Membership",
                    "ProfessionalDoctorate",
                    "QualityAssuranceCredential",
                    "MasterCertificate",
                    "MasterDegree",
                    "MicroCredential",
                    "ResearchDoctorate",
                    "SecondarySchoolDiploma",
                ),
                TEXT,
            ),
        ),
        "creator": Field("creator", ModelOf(Profile)),
    }
    NESTED = {"criteria": ("criteria", Criteria), "image": ("image", Image), "creator": ("creator", Profile)}

    id: str
    type_: list[str]
    name: str
    description: str
    criteria: Criteria
    image: Image | None = None
    achievement_type: str | None = None
    creator: Profile | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, Achievement)
        value: Any
        data = self._start_dict()
        if (value := self.id) is not None or "id" in data:
            data["id"] = value
        if (value := self.type_) is not None or "type" in data:
            data["type"] = value if value is data.get("type") else to_json(value)
        if (value := self.name) is not None or "name" in data:
            data["name"] = value
        if (value := self.description) is not None or "description" in data:
            data["description"] = value
        if (value := self.criteria) is not None or "criteria" in data:
            data["criteria"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.image) is not None or "image" in data:
            data["image"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.achievement_type) is not None or "achievementType" in data:
            data["achievementType"] = value
        if (value := self.creator) is not None or "creator" in data:
            data["creator"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.criteria = parse_criteria(value) if type(value := data.get("criteria")) is dict else value
        self.image = parse_image(value) if type(value := data.get("image")) is dict else value
        self.creator = parse_profile(value, True) if type(value := data.get("creator")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Achievement:
        return parse_achievement(data)


_UntrackedAchievement = untracked_subclass(Achievement)


def parse_achievement(data: Any, deep: bool = False) -> Achievement:
    instance: Achievement = new_model(_UntrackedAchievement)
    instance._received = data
    instance._changed = None
    instance.id = data.get("id")
    instance.type_ = data.get("type")
    instance.name = data.get("name")
    instance.description = data.get("description")
    instance.achievement_type = data.get("achievementType")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = Achievement
    return instance
