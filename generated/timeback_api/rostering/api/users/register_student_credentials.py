"""Register credentials of a student"""

from collections.abc import Mapping
from typing import Any

from timeback_api.rostering._package import PACKAGE
from timeback_api.rostering.models.credential_registration import CredentialRegistration
from timeback_api.rostering.models.credential_registration_reply import (
    CredentialRegistrationReply,
    parse_credential_registration_reply,
)
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "registerStudentCredentials", "POST", "/users/{userId}/credentials",
    {
        200: ResponseDecoder(parse_credential_registration_reply),
        201: ResponseDecoder(parse_credential_registration_reply),
    },
    is_extension=True,
)


@clears_locals
def build(
    user_id: str, credential_registration: CredentialRegistration | Mapping[str, Any],
) -> Request[CredentialRegistrationReply]:
    """Register credentials of a student.

    Stores the name and password of the student for an application, in a profile of the user for that application.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        user_id: Id of the user who owns the credentials.
        credential_registration: The application and the credentials for it.

    Source: POST /ims/oneroster/rostering/v1p2/users/{userId}/credentials (registerStudentCredentials).
    """
    return Request(
        OPERATION, f"/users/{encoding.path_segment('user_id', user_id)}"
"/credentials",
        content=encoding.body("credential_registration", credential_registration, CredentialRegistration),
        content_type="application/json",
    )


@sends(build)
def sync_detailed(
    user_id: str, credential_registration: CredentialRegistration | Mapping[str, Any], *, client: Sender,
) -> Response[CredentialRegistrationReply]: ...
@sends(build)
def sync(
    user_id: str, credential_registration: CredentialRegistration | Mapping[str, Any], *, client: Sender,
) -> CredentialRegistrationReply: ...
@sends(build)
async def asyncio_detailed(
    user_id: str, credential_registration: CredentialRegistration | Mapping[str, Any], *, client: AsyncSender,
) -> Response[CredentialRegistrationReply]: ...
@sends(build)
async def asyncio(
    user_id: str, credential_registration: CredentialRegistration | Mapping[str, Any], *, client: AsyncSender,
) -> CredentialRegistrationReply: ...
