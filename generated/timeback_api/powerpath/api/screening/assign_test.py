"""Assign a screening test"""

from collections.abc import Mapping
from typing import Any

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.new_screening_test import NewScreeningTest
from timeback_api.powerpath.models.screening_session import ScreeningSession, parse_screening_session
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE,
    "assignTest",
    "POST",
    "/screening/tests/assign",
    {200: ResponseDecoder(parse_screening_session)},
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
        OPERATION,
        "/screening/tests/assign",
        content=encoding.body("new_screening_test", new_screening_test, NewScreeningTest),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(
    new_screening_test: NewScreeningTest | Mapping[str, Any], *, client: Sender
) -> Response[ScreeningSession]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(new_screening_test))


@clears_locals
def sync(new_screening_test: NewScreeningTest | Mapping[str, Any], *, client: Sender) -> ScreeningSession:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(new_screening_test))


@clears_locals
async def asyncio_detailed(
    new_screening_test: NewScreeningTest | Mapping[str, Any], *, client: AsyncSender
) -> Response[ScreeningSession]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(new_screening_test))


@clears_locals
async def asyncio(new_screening_test: NewScreeningTest | Mapping[str, Any], *, client: AsyncSender) -> ScreeningSession:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(new_screening_test))
