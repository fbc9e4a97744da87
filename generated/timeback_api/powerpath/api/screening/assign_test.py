"""Assign a screening test"""

from collections.abc import Mapping
from typing import Any

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.new_screening_test import NewScreeningTest
from timeback_api.powerpath.models.screening_session import ScreeningSession, parse_screening_session
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "assignTest", "POST", "/screening/tests/assign", {200: ResponseDecoder(parse_screening_session)},
    is_extension=True,
)


@clears_locals
def build(new_screening_test: NewScreeningTest | Mapping[str, Any]) -> Request[ScreeningSession]:
    """Assign a screening test.

    Assigns the test of a subject to a student and returns the session for it.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        new_screening_test: The student and the subject.

    Source: POST /powerpath/screening/tests/assign (assignTest).
    """
    return Request(
        OPERATION, "/screening/tests/assign",
        content=encoding.body("new_screening_test", new_screening_test, NewScreeningTest),
        content_type="application/json",
    )


@sends(build)
def sync_detailed(
    new_screening_test: NewScreeningTest | Mapping[str, Any], *, client: Sender,
) -> Response[ScreeningSession]: ...
@sends(build)
def sync(new_screening_test: NewScreeningTest | Mapping[str, Any], *, client: Sender) -> ScreeningSession: ...
@sends(build)
async def asyncio_detailed(
    new_screening_test: NewScreeningTest | Mapping[str, Any], *, client: AsyncSender,
) -> Response[ScreeningSession]: ...
@sends(build)
async def asyncio(
    new_screening_test: NewScreeningTest | Mapping[str, Any], *, client: AsyncSender,
) -> ScreeningSession: ...
