"""A credential inside a record."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_api.clr.models.credential_subject import CredentialSubject, parse_credential_subject
from timeback_api.clr.models.profile import Profile, parse_profile
from timeback_api.clr.models.proof import Proof, parse_proof
from timeback_runtime.model import (
    Model,
    copy_payload,
    format_datetime,
    list_to_dicts,
    new_model,
    parse_datetime,
    parse_list,
    to_json,
    untracked_subclass,
)
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import DATETIME, TEXT, Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class VerifiableCredential(Model):
    """A credential inside a record. It can have additional properties.

    Attributes:
        context: Addresses of the vocabularies.
        id: IRI of the credential.
        type_: Types of the credential.
        issuer: An organisation or a person that issues credentials.
        valid_from: When the credential becomes valid.
        credential_subject: What a credential states of a person. It can have additional properties.
        valid_until: When the credential ceases to be valid.
        proof: Signatures.
    """

    FIELDS = {
        "context": Field("@context", ListOf(TEXT, 1), True),
        "id": Field("id", TEXT, True),
        "type_": Field("type", ListOf(TEXT, 1), True),
        "issuer": Field("issuer", ModelOf(Profile), True),
        "valid_from": Field("validFrom", DATETIME, True),
        "valid_until": Field("validUntil", DATETIME),
        "credential_subject": Field("credentialSubject", ModelOf(CredentialSubject), True),
        "proof": Field("proof", ListOf(ModelOf(Proof))),
    }
    NESTED = {
        "issuer": ("issuer", Profile),
        "credential_subject": ("credentialSubject", CredentialSubject),
        "proof": ("proof", Proof),
    }

    context: list[str]
    id: str
    type_: list[str]
    issuer: Profile
    valid_from: datetime.datetime
    credential_subject: CredentialSubject
    valid_until: datetime.datetime | None = None
    proof: list[Proof] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, VerifiableCredential)
        value: Any
        data = self._start_dict()
        if (value := self.context) is not None or "@context" in data:
            data["@context"] = value if value is data.get("@context") else to_json(value)
        if (value := self.id) is not None or "id" in data:
            data["id"] = value
        if (value := self.type_) is not None or "type" in data:
            data["type"] = value if value is data.get("type") else to_json(value)
        if (value := self.issuer) is not None or "issuer" in data:
            data["issuer"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.valid_from) is not None or "validFrom" in data:
            data["validFrom"] = format_datetime(value, data.get("validFrom"))
        if (value := self.valid_until) is not None or "validUntil" in data:
            data["validUntil"] = format_datetime(value, data.get("validUntil"))
        if (value := self.credential_subject) is not None or "credentialSubject" in data:
            data["credentialSubject"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.proof) is not None or "proof" in data:
            data["proof"] = list_to_dicts(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.issuer = parse_profile(value, True) if type(value := data.get("issuer")) is dict else value
        self.credential_subject = (
            parse_credential_subject(value) if type(value := data.get("credentialSubject")) is dict else value
        )
        self.proof = parse_list(data.get("proof"), parse_proof)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> VerifiableCredential:
        return parse_verifiable_credential(data)


_UntrackedVerifiableCredential = untracked_subclass(VerifiableCredential)


def parse_verifiable_credential(data: Any, deep: bool = False) -> VerifiableCredential:
    instance: VerifiableCredential = new_model(_UntrackedVerifiableCredential)
    instance._received = data
    instance._changed = None
    instance.context = data.get("@context")
    instance.id = data.get("id")
    instance.type_ = data.get("type")
    instance.valid_from = parse_datetime(value) if type(value := data.get("validFrom")) is str else value
    instance.valid_until = parse_datetime(value) if type(value := data.get("validUntil")) is str else value
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = VerifiableCredential
    return instance
