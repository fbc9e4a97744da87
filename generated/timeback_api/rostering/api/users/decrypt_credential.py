"""Read the password of stored credentials"""

from timeback_api.rostering._package import PACKAGE
from timeback_api.rostering.models.decrypted_credential import DecryptedCredential, parse_decrypted_credential
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Reader, Request, Response


OPERATION = Operation(
    PACKAGE,
    "decryptCredential",
    "POST",
    "/users/{userId}/credentials/{credentialId}/decrypt",
    {
        200: Reader(parse_decrypted_credential),
    },
)


@clears_locals
def build(user_id: str, credential_id: str) -> Request[DecryptedCredential]:
    """Read the password of stored credentials.

    Decrypts the password of credentials that were registered before. The request has no body.

    Args:
        user_id: Id of the user to whom the credentials belong.
        credential_id: Id of the credentials, as their registration returned it.

    Source: POST /ims/oneroster/rostering/v1p2/users/{userId}/credentials/{credentialId}/decrypt (decryptCredential).
    """
    return Request(
        OPERATION,
        f"/users/{encoding.segment('user_id', user_id)}/credentials/{encoding.segment('credential_id', credential_id)}/decrypt",
    )


@clears_locals
def sync_detailed(user_id: str, credential_id: str, *, client: Sender) -> Response[DecryptedCredential]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build(user_id, credential_id))


@clears_locals
def sync(user_id: str, credential_id: str, *, client: Sender) -> DecryptedCredential:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return endpoint_functions.sync(client, build(user_id, credential_id))


@clears_locals
async def asyncio_detailed(user_id: str, credential_id: str, *, client: AsyncSender) -> Response[DecryptedCredential]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build(user_id, credential_id))


@clears_locals
async def asyncio(user_id: str, credential_id: str, *, client: AsyncSender) -> DecryptedCredential:
    """As ``sync``, from an event loop."""
    return await endpoint_functions.asyncio(client, build(user_id, credential_id))
