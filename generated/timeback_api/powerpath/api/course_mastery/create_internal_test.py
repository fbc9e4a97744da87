"""Set up a test from QTI content"""

from typing import Any

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.internal_test import InternalTest, parse_internal_test
from timeback_api.powerpath.models.new_assessment_bank import NewAssessmentBank
from timeback_api.powerpath.models.new_internal_test import NewInternalTest
from timeback_api.powerpath.models.new_qti_test import NewQtiTest
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Reader, Request, Response
from timeback_runtime.validators import Variant


OPERATION = Operation(
    PACKAGE,
    "createInternalTest",
    "POST",
    "/createInternalTest",
    {
        200: Reader(parse_internal_test),
    },
)


@clears_locals
def build(new_internal_test: NewInternalTest | dict[str, Any]) -> Request[InternalTest]:
    """Set up a test from QTI content.

    Creates the resource and the lesson of a test, either from one QTI test or from a bank of several that are served
    in turn, one for each attempt. Test-outs and placements replace the one that the course has; all other types are
    always created anew.

    Args:
        new_internal_test: The test, with the course that it belongs to.

    Source: POST /powerpath/createInternalTest (createInternalTest).
    """
    return Request(
        OPERATION,
        "/createInternalTest",
        content=encoding.raw_body("new_internal_test", new_internal_test, Variant("testType", {"qti": NewQtiTest, "assessment-bank": NewAssessmentBank}, None)),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(new_internal_test: NewInternalTest | dict[str, Any], *, client: Sender) -> Response[InternalTest]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build(new_internal_test))


@clears_locals
def sync(new_internal_test: NewInternalTest | dict[str, Any], *, client: Sender) -> InternalTest:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return endpoint_functions.sync(client, build(new_internal_test))


@clears_locals
async def asyncio_detailed(
    new_internal_test: NewInternalTest | dict[str, Any], *, client: AsyncSender,
) -> Response[InternalTest]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build(new_internal_test))


@clears_locals
async def asyncio(new_internal_test: NewInternalTest | dict[str, Any], *, client: AsyncSender) -> InternalTest:
    """As ``sync``, from an event loop."""
    return await endpoint_functions.asyncio(client, build(new_internal_test))
