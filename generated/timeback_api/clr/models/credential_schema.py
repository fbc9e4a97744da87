"""A schema by which a credential can be checked."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import TEXT, Field, OneOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class CredentialSchema(Model):
    """A schema by which a credential can be checked.

    Attributes:
        id: Address of the schema.
        type_: How the schema is used.
    """

    FIELDS = {"id": Field("id", TEXT, True), "type_": Field("type", OneOf("1EdTechJsonSchemaValidator2019"), True)}

    id: str
    type_: str = "1EdTechJsonSchemaValidator2019"

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, CredentialSchema)
        value: Any
        data = self._start_dict()
        if (value := self.id) is not None or "id" in data:
            data["id"] = value
        if (value := self.type_) is not None or "type" in data:
            data["type"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> CredentialSchema:
        return parse_credential_schema(data)


_UntrackedCredentialSchema = untracked_subclass(CredentialSchema)


def parse_credential_schema(data: Any) -> CredentialSchema:
    instance: CredentialSchema = new_model(_UntrackedCredentialSchema)
    instance._received = data
    instance._changed = None
    instance.id = data.get("id")
    instance.type_ = data.get("type")
    instance.__class__ = CredentialSchema
    return instance
