"""Replace the metadata of an assessment test"""

from collections.abc import Mapping
from typing import Any

from timeback_api.qti._package import PACKAGE
from timeback_api.qti.models.assessment_test import AssessmentTest, parse_assessment_test
from timeback_api.qti.models.test_metadata import TestMetadata
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "updateAssessmentTestMetadata", "PUT", "/assessment-tests/{identifier}/metadata",
    {200: ResponseDecoder(parse_assessment_test, optional=True)}, is_extension=True,
)


@clears_locals
def build(identifier: str, test_metadata: TestMetadata | Mapping[str, Any]) -> Request[AssessmentTest | None]:
    """Replace the metadata of an assessment test.

    Changes only the metadata. All other properties of the test are unchanged.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        identifier: Identifier of the test.
        test_metadata: The new metadata.

    Source: PUT /api/assessment-tests/{identifier}/metadata (updateAssessmentTestMetadata).
    """
    return Request(
        OPERATION, f"/assessment-tests/{encoding.path_segment('identifier', identifier)}"
"/metadata",
        content=encoding.body("test_metadata", test_metadata, TestMetadata, mode="replace"),
        content_type="application/json",
    )


@sends(build)
def sync_detailed(
    identifier: str, test_metadata: TestMetadata | Mapping[str, Any], *, client: Sender,
) -> Response[AssessmentTest]: ...
@sends(build)
def sync(
    identifier: str, test_metadata: TestMetadata | Mapping[str, Any], *, client: Sender,
) -> AssessmentTest | None: ...
@sends(build)
async def asyncio_detailed(
    identifier: str, test_metadata: TestMetadata | Mapping[str, Any], *, client: AsyncSender,
) -> Response[AssessmentTest]: ...
@sends(build)
async def asyncio(
    identifier: str, test_metadata: TestMetadata | Mapping[str, Any], *, client: AsyncSender,
) -> AssessmentTest | None: ...
