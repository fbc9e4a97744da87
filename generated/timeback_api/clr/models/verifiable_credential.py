from __future__ import annotations

import datetime

from timeback_api.clr.models.credential_subject import CredentialSubject
from timeback_api.clr.models.profile import Profile
from timeback_api.clr.models.proof import Proof
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import DATETIME, TEXT, ListOf, json_field


class VerifiableCredential(Model):
    """A credential inside a record. It can have additional properties.

    Attributes:
        context: Addresses of the vocabularies.
        id: IRI of the credential.
        type_: Types of the credential.
        issuer: An organisation or a person that issues credentials.
        valid_from: When the credential becomes valid.
        valid_until: When the credential ceases to be valid.
        credential_subject: What a credential states of a person. It can have additional properties.
        proof: Signatures.
    """

    context: list[str] = json_field("@context", ListOf(TEXT, 1))
    id: str = json_field("id", TEXT)
    type_: list[str] = json_field("type", ListOf(TEXT, 1))
    issuer: Profile = json_field("issuer", ModelOf(Profile))
    valid_from: datetime.datetime = json_field("validFrom", DATETIME)
    valid_until: datetime.datetime | None = json_field("validUntil", DATETIME, default=None)
    credential_subject: CredentialSubject = json_field("credentialSubject", ModelOf(CredentialSubject))
    proof: list[Proof] | None = json_field("proof", ListOf(ModelOf(Proof)), default=None)


parse_verifiable_credential = VerifiableCredential._parse
