from __future__ import annotations

from timeback_api.clr.models.achievement import Achievement
from timeback_api.clr.models.achievement_association import AchievementAssociation
from timeback_api.clr.models.identity_object import IdentityObject
from timeback_api.clr.models.verifiable_credential import VerifiableCredential
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import TEXT, ListOf, json_field


class ClrSubject(Model):
    """The person that the record is about, with the achievements.

    Attributes:
        id: IRI of the person.
        type_: Types of the subject, such as `ClrSubject`.
        identifier: Other ids of the person.
        achievement: The achievements.
        verifiable_credential: The credentials of the achievements.
        association: Relations between the achievements.
    """

    id: str | None = json_field("id", TEXT, default=None)
    type_: list[str] = json_field("type", ListOf(TEXT, 1))
    identifier: list[IdentityObject] | None = json_field("identifier", ListOf(ModelOf(IdentityObject)), default=None)
    achievement: list[Achievement] | None = json_field("achievement", ListOf(ModelOf(Achievement)), default=None)
    verifiable_credential: list[VerifiableCredential] = json_field(
        "verifiableCredential", ListOf(ModelOf(VerifiableCredential))
    )
    association: list[AchievementAssociation] | None = json_field(
        "association", ListOf(ModelOf(AchievementAssociation)), default=None
    )


parse_clr_subject = ClrSubject._parse
