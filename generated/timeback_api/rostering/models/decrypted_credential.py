"""Password of stored credentials."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class DecryptedCredential(Model):
    """Password of stored credentials. Keep it out of logs.

    Attributes:
        password: Password in the clear.
    """

    FIELDS = {"password": Field("password", TEXT, True)}

    password: str

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, DecryptedCredential)
        value: Any
        data = self._start_dict()
        if (value := self.password) is not None or "password" in data:
            data["password"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> DecryptedCredential:
        return parse_decrypted_credential(data)


_UntrackedDecryptedCredential = untracked_subclass(DecryptedCredential)


def parse_decrypted_credential(data: Any) -> DecryptedCredential:
    instance: DecryptedCredential = new_model(_UntrackedDecryptedCredential)
    instance._received = data
    instance._changed = None
    instance.password = data.get("password")
    instance.__class__ = DecryptedCredential
    return instance
