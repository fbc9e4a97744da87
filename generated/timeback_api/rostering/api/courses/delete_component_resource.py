"""Delete a component resource"""

from timeback_api.rostering._package import PACKAGE
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

_RESERVED_SOURCED_ID = frozenset({"classes"})
OPERATION = Operation(
    PACKAGE, "deleteComponentResource", "DELETE", "/courses/component-resources/{sourcedId}", {204: None},
    is_extension=True,
)


@clears_locals
def build(sourced_id: str) -> Request[None]:
    """Delete a component resource.

    Marks the component resource as `tobedeleted`. The resource is a separate object.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        sourced_id: Id of the component resource.

    Source: DELETE /ims/oneroster/rostering/v1p2/courses/component-resources/{sourcedId} (deleteComponentResource).
    """
    return Request(
        OPERATION,
        f"/courses/component-resources/{encoding.path_segment('sourced_id', sourced_id, _RESERVED_SOURCED_ID)}",
    )


@sends(build)
def sync_detailed(sourced_id: str, *, client: Sender) -> Response[None]: ...
@sends(build)
def sync(sourced_id: str, *, client: Sender) -> None: ...
@sends(build)
async def asyncio_detailed(sourced_id: str, *, client: AsyncSender) -> Response[None]: ...
@sends(build)
async def asyncio(sourced_id: str, *, client: AsyncSender) -> None: ...
