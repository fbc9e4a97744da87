"""Register credentials of a student"""

from collections.abc import Mapping
from typing import Any

from timeback_api.rostering._package import PACKAGE
from timeback_api.rostering.models.credential_registration import CredentialRegistration
from timeback_api.rostering.models.credential_registration_reply import (
    CredentialRegistrationReply, parse_credential_registration_reply,
)
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Reader, Request, Response


OPERATION = Operation(
    PACKAGE,
    "registerStudentCredentials",
    "POST",
    "/users/{userId}/credentials",
    {
        200: Reader(parse_credential_registration_reply),
        201: Reader(parse_credential_registration_reply),
    },
)


@clears_locals
def build(
    user_id: str, credential_registration: CredentialRegistration | Mapping[str, Any],
) -> Request[CredentialRegistrationReply]:
    """Register credentials of a student.

    Stores the name and password with which the student signs in to an application, in a profile of the user for that
    application.

    Args:
        user_id: Id of the user to whom the credentials belong.
        credential_registration: The application and the credentials for it.

    Source: POST /ims/oneroster/rostering/v1p2/users/{userId}/credentials (registerStudentCredentials).
    """
    return Request(
        OPERATION,
        f"/users/{encoding.segment('user_id', user_id)}/credentials",
        content=encoding.body("credential_registration", credential_registration, CredentialRegistration),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(
    user_id: str, credential_registration: CredentialRegistration | Mapping[str, Any], *, client: Sender,
) -> Response[CredentialRegistrationReply]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build(user_id, credential_registration))


@clears_locals
def sync(
    user_id: str, credential_registration: CredentialRegistration | Mapping[str, Any], *, client: Sender,
) -> CredentialRegistrationReply:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return endpoint_functions.sync(client, build(user_id, credential_registration))


@clears_locals
async def asyncio_detailed(
    user_id: str, credential_registration: CredentialRegistration | Mapping[str, Any], *, client: AsyncSender,
) -> Response[CredentialRegistrationReply]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build(user_id, credential_registration))


@clears_locals
async def asyncio(
    user_id: str, credential_registration: CredentialRegistration | Mapping[str, Any], *, client: AsyncSender,
) -> CredentialRegistrationReply:
    """As ``sync``, from an event loop."""
    return await endpoint_functions.asyncio(client, build(user_id, credential_registration))
