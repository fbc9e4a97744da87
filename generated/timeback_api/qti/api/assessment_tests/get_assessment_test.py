"""Read an assessment test"""

from timeback_api.qti._package import PACKAGE
from timeback_api.qti.models.assessment_test import AssessmentTest, parse_assessment_test
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE,
    "getAssessmentTest",
    "GET",
    "/assessment-tests/{identifier}",
    {200: ResponseDecoder(parse_assessment_test)},
    is_extension=True,
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


@clears_locals
def sync_detailed(identifier: str, *, client: Sender) -> Response[AssessmentTest]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(identifier))


@clears_locals
def sync(identifier: str, *, client: Sender) -> AssessmentTest:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(identifier))


@clears_locals
async def asyncio_detailed(identifier: str, *, client: AsyncSender) -> Response[AssessmentTest]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(identifier))


@clears_locals
async def asyncio(identifier: str, *, client: AsyncSender) -> AssessmentTest:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(identifier))
