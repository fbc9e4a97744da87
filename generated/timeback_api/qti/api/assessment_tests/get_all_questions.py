"""Read all questions of an assessment test"""

from timeback_api.qti._package import PACKAGE
from timeback_api.qti.models.test_question_list import TestQuestionList, parse_test_question_list
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Reader, Request, Response


OPERATION = Operation(
    PACKAGE,
    "getAllQuestions",
    "GET",
    "/assessment-tests/{identifier}/questions",
    {
        200: Reader(parse_test_question_list),
    },
)


@clears_locals
def build(identifier: str) -> Request[TestQuestionList]:
    """Read all questions of an assessment test.

    Returns every item that the test refers to, whole and without pages, each with the part and the section that it
    stands in.

    Args:
        identifier: Identifier of the test.

    Source: GET /api/assessment-tests/{identifier}/questions (getAllQuestions).
    """
    return Request(
        OPERATION,
        f"/assessment-tests/{encoding.segment('identifier', identifier)}/questions",
    )


@clears_locals
def sync_detailed(identifier: str, *, client: Sender) -> Response[TestQuestionList]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build(identifier))


@clears_locals
def sync(identifier: str, *, client: Sender) -> TestQuestionList:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return endpoint_functions.sync(client, build(identifier))


@clears_locals
async def asyncio_detailed(identifier: str, *, client: AsyncSender) -> Response[TestQuestionList]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build(identifier))


@clears_locals
async def asyncio(identifier: str, *, client: AsyncSender) -> TestQuestionList:
    """As ``sync``, from an event loop."""
    return await endpoint_functions.asyncio(client, build(identifier))
