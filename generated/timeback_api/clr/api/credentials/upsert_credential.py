"""Create or replace a credential"""

from collections.abc import Mapping
from typing import Any

from timeback_api.clr._package import PACKAGE
from timeback_api.clr.models.clr_credential import ClrCredential, parse_clr_credential
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "upsertCredential", "POST", "/credentials/",
    {200: ResponseDecoder(parse_clr_credential), 201: ResponseDecoder(parse_clr_credential)}, is_extension=True,
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
        OPERATION, "/credentials/", content=encoding.body("clr_credential", clr_credential, ClrCredential),
        content_type="application/json",
    )


@sends(build)
def sync_detailed(clr_credential: ClrCredential | Mapping[str, Any], *, client: Sender) -> Response[ClrCredential]: ...
@sends(build)
def sync(clr_credential: ClrCredential | Mapping[str, Any], *, client: Sender) -> ClrCredential: ...
@sends(build)
async def asyncio_detailed(
    clr_credential: ClrCredential | Mapping[str, Any], *, client: AsyncSender,
) -> Response[ClrCredential]: ...
@sends(build)
async def asyncio(clr_credential: ClrCredential | Mapping[str, Any], *, client: AsyncSender) -> ClrCredential: ...
