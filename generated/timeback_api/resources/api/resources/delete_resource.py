"""Delete a resource"""

from timeback_api.resources._package import PACKAGE
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(PACKAGE, "deleteResource", "DELETE", "/resources/{sourcedId}", {204: None}, is_extension=True)


@clears_locals
def build(sourced_id: str) -> Request[None]:
    """Delete a resource.

    Marks the resource as `tobedeleted`. Component resources that refer to it are separate objects.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        sourced_id: Id of the resource.

    Source: DELETE /ims/oneroster/resources/v1p2/resources/{sourcedId} (deleteResource).
    """
    return Request(OPERATION, f"/resources/{encoding.path_segment('sourced_id', sourced_id)}")


@sends(build)
def sync_detailed(sourced_id: str, *, client: Sender) -> Response[None]: ...
@sends(build)
def sync(sourced_id: str, *, client: Sender) -> None: ...
@sends(build)
async def asyncio_detailed(sourced_id: str, *, client: AsyncSender) -> Response[None]: ...
@sends(build)
async def asyncio(sourced_id: str, *, client: AsyncSender) -> None: ...
