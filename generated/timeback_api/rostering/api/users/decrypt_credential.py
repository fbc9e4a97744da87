"""Read the password of stored credentials"""

from timeback_api.rostering._package import PACKAGE
from timeback_api.rostering.models.decrypted_credential import DecryptedCredential, parse_decrypted_credential
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE,
    "decryptCredential",
    "POST",
    "/users/{userId}/credentials/{credentialId}/decrypt",
    {200: ResponseDecoder(parse_decrypted_credential)},
    is_extension=True,
)


@clears_locals
def build(user_id: str, credential_id: str) -> Request[DecryptedCredential]:
    """Read the password of stored credentials.

    Decrypts the password of registered credentials. The request has no body.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        user_id: Id of the user who owns the credentials.
        credential_id: Id of the credentials, as returned by the registration.

    Source: POST /ims/oneroster/rostering/v1p2/users/{userId}/credentials/{credentialId}/decrypt (decryptCredential).
    """
    return Request(
        OPERATION,
        f"/users/{encoding.path_segment('user_id', user_id)}"
        f"/credentials/{encoding.path_segment('credential_id', credential_id)}"
        "/decrypt",
    )


@clears_locals
def sync_detailed(user_id: str, credential_id: str, *, client: Sender) -> Response[DecryptedCredential]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(user_id, credential_id))


@clears_locals
def sync(user_id: str, credential_id: str, *, client: Sender) -> DecryptedCredential:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(user_id, credential_id))


@clears_locals
async def asyncio_detailed(user_id: str, credential_id: str, *, client: AsyncSender) -> Response[DecryptedCredential]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(user_id, credential_id))


@clears_locals
async def asyncio(user_id: str, credential_id: str, *, client: AsyncSender) -> DecryptedCredential:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(user_id, credential_id))
