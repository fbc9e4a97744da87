from __future__ import annotations

from timeback_api.clr.models.criteria import Criteria
from timeback_api.clr.models.image import Image
from timeback_api.clr.models.profile import Profile
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import TEXT, AnyOf, ListOf, OneOf, json_field


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

    id: str = json_field("id", TEXT)
    type_: list[str] = json_field("type", ListOf(TEXT, 1))
    name: str = json_field("name", TEXT)
    description: str = json_field("description", TEXT)
    criteria: Criteria = json_field("criteria", ModelOf(Criteria))
    image: Image | None = json_field("image", ModelOf(Image), default=None)
    achievement_type: str | None = json_field(
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
        default=None,
    )
    creator: Profile | None = json_field("creator", ModelOf(Profile), default=None)


parse_achievement = Achievement._parse
