"""Replace the metadata of an assessment test"""

from collections.abc import Mapping
from typing import Any

from timeback_api.qti._package import PACKAGE
from timeback_api.qti.models.assessment_test import AssessmentTest, parse_assessment_test
from timeback_api.qti.models.test_metadata import TestMetadata
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Reader, Request, Response


OPERATION = Operation(
    PACKAGE,
    "updateAssessmentTestMetadata",
    "PUT",
    "/assessment-tests/{identifier}/metadata",
    {
        200: Reader(parse_assessment_test, optional=True),
    },
)


@clears_locals
def build(identifier: str, test_metadata: TestMetadata | Mapping[str, Any]) -> Request[AssessmentTest | None]:
    """Replace the metadata of an assessment test.

    Changes the metadata alone and leaves everything else of the test as it is.

    Args:
        identifier: Identifier of the test.
        test_metadata: The new metadata.

    Source: PUT /api/assessment-tests/{identifier}/metadata (updateAssessmentTestMetadata).
    """
    return Request(
        OPERATION,
        f"/assessment-tests/{encoding.segment('identifier', identifier)}/metadata",
        content=encoding.body("test_metadata", test_metadata, TestMetadata, mode="replace"),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(
    identifier: str, test_metadata: TestMetadata | Mapping[str, Any], *, client: Sender,
) -> Response[AssessmentTest]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build(identifier, test_metadata))


@clears_locals
def sync(
    identifier: str, test_metadata: TestMetadata | Mapping[str, Any], *, client: Sender,
) -> AssessmentTest | None:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return endpoint_functions.sync(client, build(identifier, test_metadata))


@clears_locals
async def asyncio_detailed(
    identifier: str, test_metadata: TestMetadata | Mapping[str, Any], *, client: AsyncSender,
) -> Response[AssessmentTest]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build(identifier, test_metadata))


@clears_locals
async def asyncio(
    identifier: str, test_metadata: TestMetadata | Mapping[str, Any], *, client: AsyncSender,
) -> AssessmentTest | None:
    """As ``sync``, from an event loop."""
    return await endpoint_functions.asyncio(client, build(identifier, test_metadata))
