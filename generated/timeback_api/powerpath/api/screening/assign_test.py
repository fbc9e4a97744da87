"""Assign a screening test"""

from collections.abc import Mapping
from typing import Any

from timeback_api._core import calls, encode
from timeback_api._core.calls import AsyncSender, Sender
from timeback_api._core.frames import clears_locals
from timeback_api._core.wire import Operation, Reader, Request, Response
from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.new_screening_test import NewScreeningTest
from timeback_api.powerpath.models.screening_session import ScreeningSession, parse_screening_session


OPERATION = Operation(
    PACKAGE,
    "assignTest",
    "POST",
    "/screening/tests/assign",
    {
        200: Reader(parse_screening_session),
    },
)


@clears_locals
def build(new_screening_test: NewScreeningTest | Mapping[str, Any]) -> Request[ScreeningSession]:
    """Assign a screening test.

    Assigns the test of a subject to a student and returns the session in which it is taken.

    Args:
        new_screening_test: The student and the subject.

    Source: POST /powerpath/screening/tests/assign (assignTest).
    """
    return Request(
        OPERATION,
        "/screening/tests/assign",
        content=encode.body("new_screening_test", new_screening_test, NewScreeningTest),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(
    new_screening_test: NewScreeningTest | Mapping[str, Any], *, client: Sender,
) -> Response[ScreeningSession]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return calls.sync_detailed(client, build(new_screening_test))


@clears_locals
def sync(new_screening_test: NewScreeningTest | Mapping[str, Any], *, client: Sender) -> ScreeningSession:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return calls.sync(client, build(new_screening_test))


@clears_locals
async def asyncio_detailed(
    new_screening_test: NewScreeningTest | Mapping[str, Any], *, client: AsyncSender,
) -> Response[ScreeningSession]:
    """As ``sync_detailed``, from an event loop."""
    return await calls.asyncio_detailed(client, build(new_screening_test))


@clears_locals
async def asyncio(
    new_screening_test: NewScreeningTest | Mapping[str, Any], *, client: AsyncSender,
) -> ScreeningSession:
    """As ``sync``, from an event loop."""
    return await calls.asyncio(client, build(new_screening_test))
