"""Replace a part of a test"""

from collections.abc import Mapping
from typing import Any

from timeback_api.qti._package import PACKAGE
from timeback_api.qti.models.test_part import TestPart, parse_test_part
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "updateTestPart", "PUT", "/assessment-tests/{assessmentTestIdentifier}/test-parts/{identifier}",
    {200: ResponseDecoder(parse_test_part, optional=True)}, is_extension=True,
)


@clears_locals
def build(
    assessment_test_identifier: str, identifier: str, test_part: TestPart | Mapping[str, Any],
) -> Request[TestPart | None]:
    """Replace a part of a test.

    Replaces the stored part, including its sections.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        assessment_test_identifier: Identifier of the test that the part belongs to.
        identifier: Identifier of the part within its test.
        test_part: The complete part.

    Source: PUT /api/assessment-tests/{assessmentTestIdentifier}/test-parts/{identifier} (updateTestPart).
    """
    return Request(
        OPERATION,
        f"/assessment-tests/{encoding.path_segment('assessment_test_identifier', assessment_test_identifier)}"
f"/test-parts/{encoding.path_segment('identifier', identifier)}",
        content=encoding.body("test_part", test_part, TestPart, mode="replace"), content_type="application/json",
    )


@sends(build)
def sync_detailed(
    assessment_test_identifier: str, identifier: str, test_part: TestPart | Mapping[str, Any], *, client: Sender,
) -> Response[TestPart]: ...
@sends(build)
def sync(
    assessment_test_identifier: str, identifier: str, test_part: TestPart | Mapping[str, Any], *, client: Sender,
) -> TestPart | None: ...
@sends(build)
async def asyncio_detailed(
    assessment_test_identifier: str, identifier: str, test_part: TestPart | Mapping[str, Any], *, client: AsyncSender,
) -> Response[TestPart]: ...
@sends(build)
async def asyncio(
    assessment_test_identifier: str, identifier: str, test_part: TestPart | Mapping[str, Any], *, client: AsyncSender,
) -> TestPart | None: ...
