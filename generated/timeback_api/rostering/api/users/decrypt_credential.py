"""Read the password of stored credentials"""

from timeback_api.rostering._package import PACKAGE
from timeback_api.rostering.models.decrypted_credential import DecryptedCredential, parse_decrypted_credential
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "decryptCredential", "POST", "/users/{userId}/credentials/{credentialId}/decrypt",
    {200: ResponseDecoder(parse_decrypted_credential)}, is_extension=True,
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


@sends(build)
def sync_detailed(user_id: str, credential_id: str, *, client: Sender) -> Response[DecryptedCredential]: ...
@sends(build)
def sync(user_id: str, credential_id: str, *, client: Sender) -> DecryptedCredential: ...
@sends(build)
async def asyncio_detailed(
    user_id: str, credential_id: str, *, client: AsyncSender,
) -> Response[DecryptedCredential]: ...
@sends(build)
async def asyncio(user_id: str, credential_id: str, *, client: AsyncSender) -> DecryptedCredential: ...
