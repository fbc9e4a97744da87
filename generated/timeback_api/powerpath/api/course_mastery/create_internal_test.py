"""Set up a test from QTI content"""

from typing import Any

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.internal_test import InternalTest, parse_internal_test
from timeback_api.powerpath.models.new_internal_test import NEW_INTERNAL_TEST, NewInternalTest
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "createInternalTest", "POST", "/createInternalTest", {200: ResponseDecoder(parse_internal_test)},
    is_extension=True,
)


@clears_locals
def build(new_internal_test: NewInternalTest | dict[str, Any]) -> Request[InternalTest]:
    """Set up a test from QTI content.

    Creates the resource and the lesson of a test, either from one QTI test or from a bank of several that are used in
    turn, one for each attempt. Test-outs and placements replace the one that the course has; all other types are always
    created as new objects.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        new_internal_test: The test and its course.

    Source: POST /powerpath/createInternalTest (createInternalTest).
    """
    return Request(
        OPERATION, "/createInternalTest",
        content=encoding.raw_body("new_internal_test", new_internal_test, NEW_INTERNAL_TEST),
        content_type="application/json",
    )


@sends(build)
def sync_detailed(new_internal_test: NewInternalTest | dict[str, Any], *, client: Sender) -> Response[InternalTest]: ...
@sends(build)
def sync(new_internal_test: NewInternalTest | dict[str, Any], *, client: Sender) -> InternalTest: ...
@sends(build)
async def asyncio_detailed(
    new_internal_test: NewInternalTest | dict[str, Any], *, client: AsyncSender,
) -> Response[InternalTest]: ...
@sends(build)
async def asyncio(new_internal_test: NewInternalTest | dict[str, Any], *, client: AsyncSender) -> InternalTest: ...
