"""What a credential states of a person."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class CredentialSubject(Model):
    """What a credential states of a person. It can have additional properties.

    Attributes:
        id: IRI of the person.
    """

    FIELDS = {"id": Field("id", TEXT)}

    id: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, CredentialSubject)
        value: Any
        data = self._start_dict()
        if (value := self.id) is not None or "id" in data:
            data["id"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> CredentialSubject:
        return parse_credential_subject(data)


_UntrackedCredentialSubject = untracked_subclass(CredentialSubject)


def parse_credential_subject(data: Any) -> CredentialSubject:
    instance: CredentialSubject = new_model(_UntrackedCredentialSubject)
    instance._received = data
    instance._changed = None
    instance.id = data.get("id")
    instance.__class__ = CredentialSubject
    return instance
