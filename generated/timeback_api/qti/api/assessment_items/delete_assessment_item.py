"""Delete an assessment item"""

from timeback_api.qti._package import PACKAGE
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

_RESERVED_IDENTIFIER = frozenset({"metadata"})
OPERATION = Operation(
    PACKAGE, "deleteAssessmentItem", "DELETE", "/assessment-items/{identifier}", {204: None}, is_extension=True,
)


@clears_locals
def build(identifier: str) -> Request[None]:
    """Delete an assessment item.

    Removes the item from the bank.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        identifier: Identifier of the assessment item.

    Source: DELETE /api/assessment-items/{identifier} (deleteAssessmentItem).
    """
    return Request(
        OPERATION, f"/assessment-items/{encoding.path_segment('identifier', identifier, _RESERVED_IDENTIFIER)}",
    )


@sends(build)
def sync_detailed(identifier: str, *, client: Sender) -> Response[None]: ...
@sends(build)
def sync(identifier: str, *, client: Sender) -> None: ...
@sends(build)
async def asyncio_detailed(identifier: str, *, client: AsyncSender) -> Response[None]: ...
@sends(build)
async def asyncio(identifier: str, *, client: AsyncSender) -> None: ...
