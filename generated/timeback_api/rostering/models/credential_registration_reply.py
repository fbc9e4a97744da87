"""Says where registered credentials were stored."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class CredentialRegistrationReply(Model):
    """Says where registered credentials were stored.

    Attributes:
        user_profile_id: Id of the profile of the user that holds them.
        credential_id: Id of the credentials, which is needed to decrypt them.
        message: Outcome in words for people.
    """
    user_profile_id: str | None
    credential_id: str | None
    message: str | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, CredentialRegistrationReply)
        v: Any
        d = self._begin()
        if (v := self.user_profile_id) is not None or "userProfileId" in d:
            d["userProfileId"] = v
        if (v := self.credential_id) is not None or "credentialId" in d:
            d["credentialId"] = v
        if (v := self.message) is not None or "message" in d:
            d["message"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> CredentialRegistrationReply:
        return parse_credential_registration_reply(data)


def parse_credential_registration_reply(d: dict[str, Any]) -> CredentialRegistrationReply:
    self: CredentialRegistrationReply = new(_CredentialRegistrationReply)
    self._raw = d
    self._changed = None
    self.user_profile_id = d.get("userProfileId")
    self.credential_id = d.get("credentialId")
    self.message = d.get("message")
    self.__class__ = CredentialRegistrationReply
    return self




_CredentialRegistrationReply = seed(CredentialRegistrationReply)
CredentialRegistrationReply.FIELDS = {
    "user_profile_id": Field("userProfileId", TEXT, True),
    "credential_id": Field("credentialId", TEXT, True),
    "message": Field("message", TEXT, True),
}
