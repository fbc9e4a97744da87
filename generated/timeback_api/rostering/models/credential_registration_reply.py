"""The place where registered credentials were stored."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class CredentialRegistrationReply(Model):
    """The place where registered credentials were stored.

    Attributes:
        user_profile_id: Id of the user's profile that contains them.
        credential_id: Id of the credentials, which is needed to decrypt them.
        message: Outcome in words for people.
    """

    FIELDS = {
        "user_profile_id": Field("userProfileId", TEXT, True),
        "credential_id": Field("credentialId", TEXT, True),
        "message": Field("message", TEXT, True),
    }

    user_profile_id: str
    credential_id: str
    message: str

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, CredentialRegistrationReply)
        value: Any
        data = self._start_dict()
        if (value := self.user_profile_id) is not None or "userProfileId" in data:
            data["userProfileId"] = value
        if (value := self.credential_id) is not None or "credentialId" in data:
            data["credentialId"] = value
        if (value := self.message) is not None or "message" in data:
            data["message"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> CredentialRegistrationReply:
        return parse_credential_registration_reply(data)


_UntrackedCredentialRegistrationReply = untracked_subclass(CredentialRegistrationReply)


def parse_credential_registration_reply(data: Any) -> CredentialRegistrationReply:
    instance: CredentialRegistrationReply = new_model(_UntrackedCredentialRegistrationReply)
    instance._received = data
    instance._changed = None
    instance.user_profile_id = data.get("userProfileId")
    instance.credential_id = data.get("credentialId")
    instance.message = data.get("message")
    instance.__class__ = CredentialRegistrationReply
    return instance
