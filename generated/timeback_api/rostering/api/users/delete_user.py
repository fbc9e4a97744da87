"""Delete a user"""

from timeback_api.rostering._package import PACKAGE
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(PACKAGE, "deleteUser", "DELETE", "/users/{sourcedId}", {204: None}, is_extension=True)


@clears_locals
def build(sourced_id: str) -> Request[None]:
    """Delete a user.

    Marks the user as `tobedeleted`. Enrollments, demographics and results are separate objects.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        sourced_id: Id of the user.

    Source: DELETE /ims/oneroster/rostering/v1p2/users/{sourcedId} (deleteUser).
    """
    return Request(OPERATION, f"/users/{encoding.path_segment('sourced_id', sourced_id)}")


@clears_locals
def sync_detailed(sourced_id: str, *, client: Sender) -> Response[None]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(sourced_id))


@clears_locals
def sync(sourced_id: str, *, client: Sender) -> None:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    endpoint_functions.sync(client, build(sourced_id))


@clears_locals
async def asyncio_detailed(sourced_id: str, *, client: AsyncSender) -> Response[None]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(sourced_id))


@clears_locals
async def asyncio(sourced_id: str, *, client: AsyncSender) -> None:
    """Like ``sync``, but asynchronous."""
    await endpoint_functions.asyncio(client, build(sourced_id))
