"""Read an assessment test"""

from timeback_api.qti._package import PACKAGE
from timeback_api.qti.models.assessment_test import AssessmentTest, parse_assessment_test
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "getAssessmentTest", "GET", "/assessment-tests/{identifier}",
    {200: ResponseDecoder(parse_assessment_test)}, is_extension=True,
)


@clears_locals
def build(identifier: str) -> Request[AssessmentTest]:
    """Read an assessment test.

    Returns one test with all its parts and sections, its XML and the JSON tree of the XML.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        identifier: Identifier of the test.

    Source: GET /api/assessment-tests/{identifier} (getAssessmentTest).
    """
    return Request(OPERATION, f"/assessment-tests/{encoding.path_segment('identifier', identifier)}")


@sends(build)
def sync_detailed(identifier: str, *, client: Sender) -> Response[AssessmentTest]: ...
@sends(build)
def sync(identifier: str, *, client: Sender) -> AssessmentTest: ...
@sends(build)
async def asyncio_detailed(identifier: str, *, client: AsyncSender) -> Response[AssessmentTest]: ...
@sends(build)
async def asyncio(identifier: str, *, client: AsyncSender) -> AssessmentTest: ...
