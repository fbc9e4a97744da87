"""Delete an assessment test"""

from timeback_api.qti._package import PACKAGE
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "deleteAssessmentTest", "DELETE", "/assessment-tests/{identifier}", {204: None}, is_extension=True,
)


@clears_locals
def build(identifier: str) -> Request[None]:
    """Delete an assessment test.

    Removes the test with its parts and sections. The items are separate objects.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        identifier: Identifier of the test.

    Source: DELETE /api/assessment-tests/{identifier} (deleteAssessmentTest).
    """
    return Request(OPERATION, f"/assessment-tests/{encoding.path_segment('identifier', identifier)}")


@sends(build)
def sync_detailed(identifier: str, *, client: Sender) -> Response[None]: ...
@sends(build)
def sync(identifier: str, *, client: Sender) -> None: ...
@sends(build)
async def asyncio_detailed(identifier: str, *, client: AsyncSender) -> Response[None]: ...
@sends(build)
async def asyncio(identifier: str, *, client: AsyncSender) -> None: ...
