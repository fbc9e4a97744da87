"""Delete a school"""

from timeback_api.rostering._package import PACKAGE
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(PACKAGE, "deleteSchool", "DELETE", "/schools/{sourcedId}", {204: None}, is_extension=True)


@clears_locals
def build(sourced_id: str) -> Request[None]:
    """Delete a school.

    Marks the school as `tobedeleted`.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        sourced_id: Id of the school.

    Source: DELETE /ims/oneroster/rostering/v1p2/schools/{sourcedId} (deleteSchool).
    """
    return Request(OPERATION, f"/schools/{encoding.path_segment('sourced_id', sourced_id)}")


@sends(build)
def sync_detailed(sourced_id: str, *, client: Sender) -> Response[None]: ...
@sends(build)
def sync(sourced_id: str, *, client: Sender) -> None: ...
@sends(build)
async def asyncio_detailed(sourced_id: str, *, client: AsyncSender) -> Response[None]: ...
@sends(build)
async def asyncio(sourced_id: str, *, client: AsyncSender) -> None: ...
