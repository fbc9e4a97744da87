"""Password of stored credentials."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class DecryptedCredential(Model):
    """Password of stored credentials. Keep it out of logs.

    Attributes:
        password: Password in the clear.
    """
    password: str | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, DecryptedCredential)
        v: Any
        d = self._begin()
        if (v := self.password) is not None or "password" in d:
            d["password"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> DecryptedCredential:
        return parse_decrypted_credential(data)


def parse_decrypted_credential(d: dict[str, Any]) -> DecryptedCredential:
    self: DecryptedCredential = new(_DecryptedCredential)
    self._raw = d
    self._changed = None
    self.password = d.get("password")
    self.__class__ = DecryptedCredential
    return self




_DecryptedCredential = seed(DecryptedCredential)
DecryptedCredential.FIELDS = {
    "password": Field("password", TEXT, True),
}
