"""Read all questions of an assessment test"""

from timeback_api.qti._package import PACKAGE
from timeback_api.qti.models.test_question_list import TestQuestionList, parse_test_question_list
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE,
    "getAllQuestions",
    "GET",
    "/assessment-tests/{identifier}/questions",
    {200: ResponseDecoder(parse_test_question_list)},
    is_extension=True,
)


@clears_locals
def build(identifier: str) -> Request[TestQuestionList]:
    """Read all questions of an assessment test.

    Returns every item that the test refers to, complete and without pages, each with its part and section.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        identifier: Identifier of the test.

    Source: GET /api/assessment-tests/{identifier}/questions (getAllQuestions).
    """
    return Request(OPERATION, f"/assessment-tests/{encoding.path_segment('identifier', identifier)}/questions")


@clears_locals
def sync_detailed(identifier: str, *, client: Sender) -> Response[TestQuestionList]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(identifier))


@clears_locals
def sync(identifier: str, *, client: Sender) -> TestQuestionList:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(identifier))


@clears_locals
async def asyncio_detailed(identifier: str, *, client: AsyncSender) -> Response[TestQuestionList]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(identifier))


@clears_locals
async def asyncio(identifier: str, *, client: AsyncSender) -> TestQuestionList:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(identifier))
