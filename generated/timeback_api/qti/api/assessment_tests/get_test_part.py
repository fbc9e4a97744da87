"""Read a part of a test"""

from timeback_api.qti._package import PACKAGE
from timeback_api.qti.models.test_part import TestPart, parse_test_part
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "getTestPart", "GET", "/assessment-tests/{assessmentTestIdentifier}/test-parts/{identifier}",
    {200: ResponseDecoder(parse_test_part)}, is_extension=True,
)


@clears_locals
def build(assessment_test_identifier: str, identifier: str) -> Request[TestPart]:
    """Read a part of a test.

    Returns one part with its sections. Its XML is not part of this reply.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        assessment_test_identifier: Identifier of the test that the part belongs to.
        identifier: Identifier of the part within its test.

    Source: GET /api/assessment-tests/{assessmentTestIdentifier}/test-parts/{identifier} (getTestPart).
    """
    return Request(
        OPERATION,
        f"/assessment-tests/{encoding.path_segment('assessment_test_identifier', assessment_test_identifier)}"
f"/test-parts/{encoding.path_segment('identifier', identifier)}",
    )


@sends(build)
def sync_detailed(assessment_test_identifier: str, identifier: str, *, client: Sender) -> Response[TestPart]: ...
@sends(build)
def sync(assessment_test_identifier: str, identifier: str, *, client: Sender) -> TestPart: ...
@sends(build)
async def asyncio_detailed(
    assessment_test_identifier: str, identifier: str, *, client: AsyncSender,
) -> Response[TestPart]: ...
@sends(build)
async def asyncio(assessment_test_identifier: str, identifier: str, *, client: AsyncSender) -> TestPart: ...
