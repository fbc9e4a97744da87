"""Delete a line item"""

from timeback_api.gradebook._package import PACKAGE
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(PACKAGE, "deleteLineItem", "DELETE", "/lineItems/{sourcedId}", {204: None})


@clears_locals
def build(sourced_id: str) -> Request[None]:
    """Delete a line item.

    Marks the line item as `tobedeleted`. Its results are separate objects.

    Args:
        sourced_id: Id of the line item.

    Source: DELETE /ims/oneroster/gradebook/v1p2/lineItems/{sourcedId} (deleteLineItem).
    """
    return Request(OPERATION, f"/lineItems/{encoding.path_segment('sourced_id', sourced_id)}")


@sends(build)
def sync_detailed(sourced_id: str, *, client: Sender) -> Response[None]: ...
@sends(build)
def sync(sourced_id: str, *, client: Sender) -> None: ...
@sends(build)
async def asyncio_detailed(sourced_id: str, *, client: AsyncSender) -> Response[None]: ...
@sends(build)
async def asyncio(sourced_id: str, *, client: AsyncSender) -> None: ...
