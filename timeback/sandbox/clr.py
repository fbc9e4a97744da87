"""The CLR service of the sandbox: it stores credentials, and signs them with a key of its own."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Mapping
from typing import Any, Final

from timeback.sandbox.errors import ApiError
from timeback.sandbox.operations.extensions import ServiceExtension, handlers_in_transactions
from timeback.sandbox.operations.objects import owned_collection, timestamp
from timeback.sandbox.operations.requests import OperationRequest, OperationResponse, as_json
from timeback.sandbox.spec.openapi import CollectionSchema
from timeback.sandbox.storage.store import Store

__all__ = ["CLR_COLLECTIONS", "clr_extension"]

_CREDENTIALS: Final = "clr.credentials"
_CONTEXT: Final = "https://www.w3.org/ns/credentials/v2"
_KEY: Final = "urn:timeback-sandbox:key"

CLR_COLLECTIONS: Final[Mapping[str, CollectionSchema]] = {_CREDENTIALS: owned_collection(_CREDENTIALS)}
"""Collections that no OpenAPI document declares. The id of a credential is an IRI."""


def clr_extension(store: Store) -> ServiceExtension:
    key = secrets.token_bytes(32)

    def upsert(store: Store, request: OperationRequest) -> OperationResponse:
        given = dict(request.body or {})
        if given["@context"][0] != _CONTEXT:
            raise ApiError(400, f"@context[0]: must be {_CONTEXT}.")
        # The proof of the server over an earlier version says nothing about this one.
        others = [proof for proof in given.pop("proof", []) if proof.get("verificationMethod") != _KEY]
        is_new = not store.has(_CREDENTIALS, given["id"])
        signed = {**given, "proof": [*others, _proof(key, given)]}
        store.put(_CREDENTIALS, {"sourcedId": given["id"], "credential": signed})
        return OperationResponse(201 if is_new else 200, as_json(signed))

    def discovery(_: Store, request: OperationRequest) -> OperationResponse:
        return request.json_response(request.operation.document.content)

    return ServiceExtension(
        "clr", handlers_in_transactions(store, {"upsertCredential": upsert, "getDiscovery": discovery})
    )


def _proof(key: bytes, credential: Mapping[str, Any]) -> dict[str, str]:
    """A proof in the form of the platform. Only this sandbox can check it, since its key is secret and symmetric."""
    digest = hmac.new(key, as_json(credential), hashlib.sha256).digest()
    return {
        "type": "DataIntegrityProof",
        "proofPurpose": "assertionMethod",
        "verificationMethod": _KEY,
        "created": timestamp(),
        "proofValue": "u" + base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
        "cryptosuite": "sandbox-hmac-sha256",
    }
