"""Set up a placement test of an outside provider"""

from typing import Any

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.external_test import ExternalTest, parse_external_test
from timeback_api.powerpath.models.new_external_test import NEW_EXTERNAL_TEST, NewExternalTest
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "createExternalPlacementTest", "POST", "/createExternalPlacementTest",
    {200: ResponseDecoder(parse_external_test)}, is_extension=True,
)


@clears_locals
def build(new_external_test: NewExternalTest | dict[str, Any]) -> Request[ExternalTest]:
    """Set up a placement test of an outside provider.

    Creates the lesson of a placement test, or updates it if the course already has one for that grade. `lessonType` is
    the type of test; test-outs are accepted too.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        new_external_test: The test and its course.

    Source: POST /powerpath/createExternalPlacementTest (createExternalPlacementTest).
    """
    return Request(
        OPERATION, "/createExternalPlacementTest",
        content=encoding.raw_body("new_external_test", new_external_test, NEW_EXTERNAL_TEST),
        content_type="application/json",
    )


@sends(build)
def sync_detailed(new_external_test: NewExternalTest | dict[str, Any], *, client: Sender) -> Response[ExternalTest]: ...
@sends(build)
def sync(new_external_test: NewExternalTest | dict[str, Any], *, client: Sender) -> ExternalTest: ...
@sends(build)
async def asyncio_detailed(
    new_external_test: NewExternalTest | dict[str, Any], *, client: AsyncSender,
) -> Response[ExternalTest]: ...
@sends(build)
async def asyncio(new_external_test: NewExternalTest | dict[str, Any], *, client: AsyncSender) -> ExternalTest: ...
