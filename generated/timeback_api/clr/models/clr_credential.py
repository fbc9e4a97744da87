"""A comprehensive learner record of one person."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_api.clr.models.clr_subject import ClrSubject, parse_clr_subject
from timeback_api.clr.models.credential_schema import CredentialSchema, parse_credential_schema
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
class ClrCredential(Model):
    """A comprehensive learner record of one person. It is personal data.

    Attributes:
        context: Addresses of the vocabularies. The first is `https://www.w3.org/ns/credentials/v2`.
        id: IRI of the credential.
        type_: Types of the credential, such as `VerifiableCredential` and `ClrCredential`.
        issuer: An organisation or a person that issues credentials.
        name: Name of the credential.
        valid_from: When the credential becomes valid.
        credential_subject: The person that the record is about, with the achievements.
        description: Description of the credential.
        valid_until: When the credential ceases to be valid.
        proof: Signatures. The platform adds its own.
        credential_schema: Schemas by which the credential can be checked.
    """

    FIELDS = {
        "context": Field("@context", ListOf(TEXT, 1), True),
        "id": Field("id", TEXT, True),
        "type_": Field("type", ListOf(TEXT, 1), True),
        "issuer": Field("issuer", ModelOf(Profile), True),
        "name": Field("name", TEXT, True),
        "description": Field("description", TEXT),
        "valid_from": Field("validFrom", DATETIME, True),
        "valid_until": Field("validUntil", DATETIME),
        "credential_subject": Field("credentialSubject", ModelOf(ClrSubject), True),
        "proof": Field("proof", ListOf(ModelOf(Proof))),
        "credential_schema": Field("credentialSchema", ListOf(ModelOf(CredentialSchema))),
    }
    NESTED = {
        "issuer": ("issuer", Profile),
        "credential_subject": ("credentialSubject", ClrSubject),
        "proof": ("proof", Proof),
        "credential_schema": ("credentialSchema", CredentialSchema),
    }

    context: list[str]
    id: str
    type_: list[str]
    issuer: Profile
    name: str
    valid_from: datetime.datetime
    credential_subject: ClrSubject
    description: str | None = None
    valid_until: datetime.datetime | None = None
    proof: list[Proof] | None = None
    credential_schema: list[CredentialSchema] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, ClrCredential)
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
        if (value := self.name) is not None or "name" in data:
            data["name"] = value
        if (value := self.description) is not None or "description" in data:
            data["description"] = value
        if (value := self.valid_from) is not None or "validFrom" in data:
            data["validFrom"] = format_datetime(value, data.get("validFrom"))
        if (value := self.valid_until) is not None or "validUntil" in data:
            data["validUntil"] = format_datetime(value, data.get("validUntil"))
        if (value := self.credential_subject) is not None or "credentialSubject" in data:
            data["credentialSubject"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.proof) is not None or "proof" in data:
            data["proof"] = list_to_dicts(value)
        if (value := self.credential_schema) is not None or "credentialSchema" in data:
            data["credentialSchema"] = list_to_dicts(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.issuer = parse_profile(value, True) if type(value := data.get("issuer")) is dict else value
        self.credential_subject = (
            parse_clr_subject(value, True) if type(value := data.get("credentialSubject")) is dict else value
        )
        self.proof = parse_list(data.get("proof"), parse_proof)
        self.credential_schema = parse_list(data.get("credentialSchema"), parse_credential_schema)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ClrCredential:
        return parse_clr_credential(data)


_UntrackedClrCredential = untracked_subclass(ClrCredential)


def parse_clr_credential(data: Any, deep: bool = False) -> ClrCredential:
    instance: ClrCredential = new_model(_UntrackedClrCredential)
    instance._received = data
    instance._changed = None
    instance.context = data.get("@context")
    instance.id = data.get("id")
    instance.type_ = data.get("type")
    instance.name = data.get("name")
    instance.description = data.get("description")
    instance.valid_from = parse_datetime(value) if type(value := data.get("validFrom")) is str else value
    instance.valid_until = parse_datetime(value) if type(value := data.get("validUntil")) is str else value
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = ClrCredential
    return instance
