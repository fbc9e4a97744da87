from __future__ import annotations

import datetime

from timeback_runtime.model import Model
from timeback_runtime.validators import DATETIME, TEXT, json_field


class Proof(Model):
    """A signature of a credential.

    Attributes:
        type_: Kind of signature, such as `DataIntegrityProof`.
        proof_purpose: Purpose of the signature, such as `assertionMethod`.
        verification_method: IRI of the key that checks it.
        created: When it was made.
        proof_value: The signature itself.
        cryptosuite: The algorithm of the signature.
    """

    type_: str = json_field("type", TEXT)
    proof_purpose: str = json_field("proofPurpose", TEXT)
    verification_method: str = json_field("verificationMethod", TEXT)
    created: datetime.datetime = json_field("created", DATETIME)
    proof_value: str = json_field("proofValue", TEXT)
    cryptosuite: str | None = json_field("cryptosuite", TEXT, default=None)


parse_proof = Proof._parse
