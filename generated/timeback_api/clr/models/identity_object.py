"""An id of a person, in clear text or hashed."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import BOOLEAN, TEXT, Field, OneOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class IdentityObject(Model):
    """An id of a person, in clear text or hashed.

    Attributes:
        identity_hash: The id, or its hash.
        identity_type: Kind of id, such as `emailAddress`.
        hashed: Whether the id is hashed.
        type_: Type of the object.
        salt: Text that was added before hashing.
    """

    FIELDS = {
        "type_": Field("type", OneOf("IdentityObject"), True),
        "identity_hash": Field("identityHash", TEXT, True),
        "identity_type": Field("identityType", TEXT, True),
        "hashed": Field("hashed", BOOLEAN, True),
        "salt": Field("salt", TEXT),
    }

    identity_hash: str
    identity_type: str
    hashed: bool
    type_: str = "IdentityObject"
    salt: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, IdentityObject)
        value: Any
        data = self._start_dict()
        if (value := self.type_) is not None or "type" in data:
            data["type"] = value
        if (value := self.identity_hash) is not None or "identityHash" in data:
            data["identityHash"] = value
        if (value := self.identity_type) is not None or "identityType" in data:
            data["identityType"] = value
        if (value := self.hashed) is not None or "hashed" in data:
            data["hashed"] = value
        if (value := self.salt) is not None or "salt" in data:
            data["salt"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> IdentityObject:
        return parse_identity_object(data)


_UntrackedIdentityObject = untracked_subclass(IdentityObject)


def parse_identity_object(data: Any) -> IdentityObject:
    instance: IdentityObject = new_model(_UntrackedIdentityObject)
    instance._received = data
    instance._changed = None
    instance.type_ = data.get("type")
    instance.identity_hash = data.get("identityHash")
    instance.identity_type = data.get("identityType")
    instance.hashed = data.get("hashed")
    instance.salt = data.get("salt")
    instance.__class__ = IdentityObject
    return instance
