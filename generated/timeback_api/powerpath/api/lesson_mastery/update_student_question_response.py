"""Answer a question"""

from collections.abc import Mapping
from typing import Any

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.question_outcome import QuestionOutcome, parse_question_outcome
from timeback_api.powerpath.models.question_response import QuestionResponse
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE,
    "updateStudentQuestionResponse",
    "PUT",
    "/updateStudentQuestionResponse",
    {200: ResponseDecoder(parse_question_outcome, optional=True)},
    is_extension=True,
)


@clears_locals
def build(question_response: QuestionResponse | Mapping[str, Any]) -> Request[QuestionOutcome | None]:
    """Answer a question.

    Stores and scores the answer of a student. In a lesson of the type `powerpath-100` the reply contains the
    correctness, the new score and the XP. Tests only confirm that the answer was stored, and an answer can be changed
    until the test is finished.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        question_response: The answer, with the student, the lesson and the question that it belongs to.

    Source: PUT /powerpath/updateStudentQuestionResponse (updateStudentQuestionResponse).
    """
    return Request(
        OPERATION,
        "/updateStudentQuestionResponse",
        content=encoding.body("question_response", question_response, QuestionResponse, mode="replace"),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(
    question_response: QuestionResponse | Mapping[str, Any], *, client: Sender
) -> Response[QuestionOutcome]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(question_response))


@clears_locals
def sync(question_response: QuestionResponse | Mapping[str, Any], *, client: Sender) -> QuestionOutcome | None:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(question_response))


@clears_locals
async def asyncio_detailed(
    question_response: QuestionResponse | Mapping[str, Any], *, client: AsyncSender
) -> Response[QuestionOutcome]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(question_response))


@clears_locals
async def asyncio(
    question_response: QuestionResponse | Mapping[str, Any], *, client: AsyncSender
) -> QuestionOutcome | None:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(question_response))
