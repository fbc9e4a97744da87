"""A signature of a credential."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, format_datetime, new_model, parse_datetime, untracked_subclass
from timeback_runtime.validators import DATETIME, TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
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

    FIELDS = {
        "type_": Field("type", TEXT, True),
        "proof_purpose": Field("proofPurpose", TEXT, True),
        "verification_method": Field("verificationMethod", TEXT, True),
        "created": Field("created", DATETIME, True),
        "proof_value": Field("proofValue", TEXT, True),
        "cryptosuite": Field("cryptosuite", TEXT),
    }

    type_: str
    proof_purpose: str
    verification_method: str
    created: datetime.datetime
    proof_value: str
    cryptosuite: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, Proof)
        value: Any
        data = self._start_dict()
        if (value := self.type_) is not None or "type" in data:
            data["type"] = value
        if (value := self.proof_purpose) is not None or "proofPurpose" in data:
            data["proofPurpose"] = value
        if (value := self.verification_method) is not None or "verificationMethod" in data:
            data["verificationMethod"] = value
        if (value := self.created) is not None or "created" in data:
            data["created"] = format_datetime(value, data.get("created"))
        if (value := self.proof_value) is not None or "proofValue" in data:
            data["proofValue"] = value
        if (value := self.cryptosuite) is not None or "cryptosuite" in data:
            data["cryptosuite"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Proof:
        return parse_proof(data)


_UntrackedProof = untracked_subclass(Proof)


def parse_proof(data: Any) -> Proof:
    instance: Proof = new_model(_UntrackedProof)
    instance._received = data
    instance._changed = None
    instance.type_ = data.get("type")
    instance.proof_purpose = data.get("proofPurpose")
    instance.verification_method = data.get("verificationMethod")
    instance.created = parse_datetime(value) if type(value := data.get("created")) is str else value
    instance.proof_value = data.get("proofValue")
    instance.cryptosuite = data.get("cryptosuite")
    instance.__class__ = Proof
    return instance
