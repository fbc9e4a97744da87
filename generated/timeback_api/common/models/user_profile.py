from __future__ import annotations

from timeback_api.common.models.credential import Credential
from timeback_api.common.models.user_profile_app import UserProfileApp
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import TEXT, ListOf, json_field


class UserProfile(Model):
    """Account of a person in an application.

    Attributes:
        profile_id: Id of the profile.
        profile_type: Type of the profile. The vendor chooses the values.
        vendor_id: Id of the vendor of the application.
        application_id: Id of the application.
        description: Description of the profile.
        app: The application of a profile, as described by the platform. An extension of the platform: another provider
            may not know it.
        credentials: Credentials of the person for the application.
    """

    profile_id: str = json_field("profileId", TEXT)
    profile_type: str = json_field("profileType", TEXT)
    vendor_id: str = json_field("vendorId", TEXT)
    application_id: str | None = json_field("applicationId", TEXT, default=None)
    description: str | None = json_field("description", TEXT, default=None)
    app: UserProfileApp | None = json_field("app", ModelOf(UserProfileApp), default=None)
    credentials: list[Credential] | None = json_field("credentials", ListOf(ModelOf(Credential)), default=None)


parse_user_profile = UserProfile._parse
