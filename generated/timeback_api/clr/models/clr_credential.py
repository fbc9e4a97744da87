from __future__ import annotations

import datetime

from timeback_api.clr.models.clr_subject import ClrSubject
from timeback_api.clr.models.credential_schema import CredentialSchema
from timeback_api.clr.models.profile import Profile
from timeback_api.clr.models.proof import Proof
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import DATETIME, TEXT, ListOf, json_field


class ClrCredential(Model):
    """A comprehensive learner record of one person. It is personal data.

    Attributes:
        context: Addresses of the vocabularies. The first is `https://www.w3.org/ns/credentials/v2`.
        id: IRI of the credential.
        type_: Types of the credential, such as `VerifiableCredential` and `ClrCredential`.
        issuer: An organisation or a person that issues credentials.
        name: Name of the credential.
        description: Description of the credential.
        valid_from: When the credential becomes valid.
        valid_until: When the credential ceases to be valid.
        credential_subject: The person that the record is about, with the achievements.
        proof: Signatures. The platform adds its own.
        credential_schema: Schemas by which the credential can be checked.
    """

    context: list[str] = json_field("@context", ListOf(TEXT, 1))
    id: str = json_field("id", TEXT)
    type_: list[str] = json_field("type", ListOf(TEXT, 1))
    issuer: Profile = json_field("issuer", ModelOf(Profile))
    name: str = json_field("name", TEXT)
    description: str | None = json_field("description", TEXT, default=None)
    valid_from: datetime.datetime = json_field("validFrom", DATETIME)
    valid_until: datetime.datetime | None = json_field("validUntil", DATETIME, default=None)
    credential_subject: ClrSubject = json_field("credentialSubject", ModelOf(ClrSubject))
    proof: list[Proof] | None = json_field("proof", ListOf(ModelOf(Proof)), default=None)
    credential_schema: list[CredentialSchema] | None = json_field(
        "credentialSchema", ListOf(ModelOf(CredentialSchema)), default=None
    )


parse_clr_credential = ClrCredential._parse
