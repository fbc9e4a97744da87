"""Models. Each one is imported when its name is accessed for the first time."""

from typing import TYPE_CHECKING

from timeback_runtime.lazy import lazy

if TYPE_CHECKING:
    from timeback_api.clr.models.achievement import Achievement as Achievement
    from timeback_api.clr.models.achievement_association import AchievementAssociation as AchievementAssociation
    from timeback_api.clr.models.achievement_relation import AchievementRelation as AchievementRelation
    from timeback_api.clr.models.clr_credential import ClrCredential as ClrCredential
    from timeback_api.clr.models.clr_subject import ClrSubject as ClrSubject
    from timeback_api.clr.models.credential_schema import CredentialSchema as CredentialSchema
    from timeback_api.clr.models.credential_subject import CredentialSubject as CredentialSubject
    from timeback_api.clr.models.criteria import Criteria as Criteria
    from timeback_api.clr.models.identity_object import IdentityObject as IdentityObject
    from timeback_api.clr.models.image import Image as Image
    from timeback_api.clr.models.profile import Profile as Profile
    from timeback_api.clr.models.proof import Proof as Proof
    from timeback_api.clr.models.verifiable_credential import VerifiableCredential as VerifiableCredential
    from timeback_api.common.models.imsx_code_minor import ImsxCodeMinor as ImsxCodeMinor
    from timeback_api.common.models.imsx_code_minor_field import ImsxCodeMinorField as ImsxCodeMinorField
    from timeback_api.common.models.imsx_error import ImsxError as ImsxError

_NAMES = {
    "Achievement": ".achievement",
    "AchievementAssociation": ".achievement_association",
    "AchievementRelation": ".achievement_relation",
    "ClrCredential": ".clr_credential",
    "ClrSubject": ".clr_subject",
    "CredentialSchema": ".credential_schema",
    "CredentialSubject": ".credential_subject",
    "Criteria": ".criteria",
    "IdentityObject": ".identity_object",
    "Image": ".image",
    "ImsxCodeMinor": "...common.models.imsx_code_minor",
    "ImsxCodeMinorField": "...common.models.imsx_code_minor_field",
    "ImsxError": "...common.models.imsx_error",
    "Profile": ".profile",
    "Proof": ".proof",
    "VerifiableCredential": ".verifiable_credential",
}

__getattr__ = lazy(__name__, _NAMES)


def __dir__() -> list[str]:
    return list(_NAMES)
