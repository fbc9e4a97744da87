from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, json_field


class CredentialRegistrationReply(Model):
    """The place where registered credentials were stored.

    Attributes:
        user_profile_id: Id of the user's profile that contains them.
        credential_id: Id of the credentials, which is needed to decrypt them.
        message: Outcome in words for people.
    """

    user_profile_id: str = json_field("userProfileId", TEXT)
    credential_id: str = json_field("credentialId", TEXT)
    message: str = json_field("message", TEXT)


parse_credential_registration_reply = CredentialRegistrationReply._parse
