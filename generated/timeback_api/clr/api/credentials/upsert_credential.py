"""Create or replace a credential"""

from collections.abc import Mapping
from typing import Any

from timeback_api.clr._package import PACKAGE
from timeback_api.clr.models.clr_credential import ClrCredential, parse_clr_credential
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE,
    "upsertCredential",
    "POST",
    "/credentials/",
    {200: ResponseDecoder(parse_clr_credential), 201: ResponseDecoder(parse_clr_credential)},
    is_extension=True,
)


@clears_locals
def build(clr_credential: ClrCredential | Mapping[str, Any]) -> Request[ClrCredential]:
    """Create or replace a credential.

    Stores a credential, or replaces the one with the same `id`. The reply is the credential with the proof of the
    platform.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        clr_credential: The credential.

    Source: POST /ims/clr/v2p0/credentials/ (upsertCredential).
    """
    return Request(
        OPERATION,
        "/credentials/",
        content=encoding.body("clr_credential", clr_credential, ClrCredential),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(clr_credential: ClrCredential | Mapping[str, Any], *, client: Sender) -> Response[ClrCredential]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(clr_credential))


@clears_locals
def sync(clr_credential: ClrCredential | Mapping[str, Any], *, client: Sender) -> ClrCredential:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(clr_credential))


@clears_locals
async def asyncio_detailed(
    clr_credential: ClrCredential | Mapping[str, Any], *, client: AsyncSender
) -> Response[ClrCredential]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(clr_credential))


@clears_locals
async def asyncio(clr_credential: ClrCredential | Mapping[str, Any], *, client: AsyncSender) -> ClrCredential:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(clr_credential))
