"""Create an assessment test"""

from collections.abc import Mapping
from typing import Any

from timeback_api._core import calls, encode
from timeback_api._core.calls import AsyncSender, Sender
from timeback_api._core.frames import clears_locals
from timeback_api._core.wire import Operation, Reader, Request, Response
from timeback_api.qti._package import PACKAGE
from timeback_api.qti.models.assessment_test import AssessmentTest, parse_assessment_test


OPERATION = Operation(
    PACKAGE,
    "createAssessmentTest",
    "POST",
    "/assessment-tests",
    {
        201: Reader(parse_assessment_test),
    },
)


@clears_locals
def build(assessment_test: AssessmentTest | Mapping[str, Any] | str | bytes) -> Request[AssessmentTest]:
    """Create an assessment test.

    Stores a new test with its parts, sections and references to items, given in JSON or as a QTI document. The items
    need not be sent along: a section names them by identifier.

    Args:
        assessment_test: The test.

    Source: POST /api/assessment-tests (createAssessmentTest).
    """
    return Request(
        OPERATION,
        "/assessment-tests",
        content=encode.content("assessment_test", assessment_test) if isinstance(assessment_test, str | bytes) else encode.body("assessment_test", assessment_test, AssessmentTest),
        content_type="application/xml" if isinstance(assessment_test, str | bytes) else "application/json",
    )


@clears_locals
def sync_detailed(
    assessment_test: AssessmentTest | Mapping[str, Any] | str | bytes, *, client: Sender,
) -> Response[AssessmentTest]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return calls.sync_detailed(client, build(assessment_test))


@clears_locals
def sync(assessment_test: AssessmentTest | Mapping[str, Any] | str | bytes, *, client: Sender) -> AssessmentTest:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return calls.sync(client, build(assessment_test))


@clears_locals
async def asyncio_detailed(
    assessment_test: AssessmentTest | Mapping[str, Any] | str | bytes, *, client: AsyncSender,
) -> Response[AssessmentTest]:
    """As ``sync_detailed``, from an event loop."""
    return await calls.asyncio_detailed(client, build(assessment_test))


@clears_locals
async def asyncio(
    assessment_test: AssessmentTest | Mapping[str, Any] | str | bytes, *, client: AsyncSender,
) -> AssessmentTest:
    """As ``sync``, from an event loop."""
    return await calls.asyncio(client, build(assessment_test))
