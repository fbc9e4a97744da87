"""Delete a part of a test"""

from timeback_api.qti._package import PACKAGE
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "deleteTestPart", "DELETE", "/assessment-tests/{assessmentTestIdentifier}/test-parts/{identifier}",
    {204: None}, is_extension=True,
)


@clears_locals
def build(assessment_test_identifier: str, identifier: str) -> Request[None]:
    """Delete a part of a test.

    Removes the part and its sections from the test.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        assessment_test_identifier: Identifier of the test that the part belongs to.
        identifier: Identifier of the part within its test.

    Source: DELETE /api/assessment-tests/{assessmentTestIdentifier}/test-parts/{identifier} (deleteTestPart).
    """
    return Request(
        OPERATION,
        f"/assessment-tests/{encoding.path_segment('assessment_test_identifier', assessment_test_identifier)}"
f"/test-parts/{encoding.path_segment('identifier', identifier)}",
    )


@sends(build)
def sync_detailed(assessment_test_identifier: str, identifier: str, *, client: Sender) -> Response[None]: ...
@sends(build)
def sync(assessment_test_identifier: str, identifier: str, *, client: Sender) -> None: ...
@sends(build)
async def asyncio_detailed(
    assessment_test_identifier: str, identifier: str, *, client: AsyncSender,
) -> Response[None]: ...
@sends(build)
async def asyncio(assessment_test_identifier: str, identifier: str, *, client: AsyncSender) -> None: ...
